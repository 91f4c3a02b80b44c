type Table = { readonly [name: string]: string };

const GREEK = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι", kappa: "κ",
  lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", upsilon: "υ", phi: "φ", varphi: "φ", chi: "χ",
  psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω",
};

/** Signs that stand for themselves. */
export const SIGNS: Table = {
  ...GREEK, partial: "∂", nabla: "∇", infty: "∞", ell: "ℓ", top: "⊤", prime: "′", dots: "…", ldots: "…", cdots: "⋯", vdots: "⋮",
  lVert: "‖", Vert: "‖", lvert: "|", vert: "|", langle: "⟨", lfloor: "⌊", lceil: "⌈", sum: "Σ", prod: "Π", int: "∫", forall: "∀", exists: "∃", emptyset: "∅", circ: "∘", mathbb: "", neg: "¬",
};

/** Signs that close something: no space stands before them. */
export const CLOSING: Table = { rVert: "‖", rvert: "|", rangle: "⟩", rfloor: "⌋", rceil: "⌉" };

/** Signs between two things: they get a space on either side. */
export const OPERATORS: Table = {
  cdot: "·", times: "×", odot: "⊙", otimes: "⊗", oplus: "⊕", pm: "±", mp: "∓", div: "÷", le: "≤", leq: "≤", ge: "≥", geq: "≥", lt: "<",
  gt: ">", ne: "≠", neq: "≠", approx: "≈", sim: "∼", equiv: "≡", propto: "∝", in: "∈", notin: "∉", subset: "⊂", subseteq: "⊆", cup: "∪",
  cap: "∩", setminus: "∖", to: "→", rightarrow: "→", leftarrow: "←", mapsto: "↦", Rightarrow: "⇒", Leftarrow: "⇐", iff: "⇔",
  Leftrightarrow: "⇔", mid: "|", ll: "≪", gg: "≫", land: "∧", lor: "∨", wedge: "∧", vee: "∨",
};

/** Words that are said as they are. */
export const WORDS: ReadonlySet<string> = new Set([
  "log", "ln", "exp", "sin", "cos", "tan", "tanh", "sinh", "cosh", "max", "min", "arg", "argmax", "argmin", "sup", "inf", "lim", "det",
  "dim", "gcd", "Pr",
]);

/** Marks over a letter. */
export const ACCENTS: Table = {
  tilde: "\u0303", widetilde: "\u0303", hat: "\u0302", widehat: "\u0302", bar: "\u0304", overline: "\u0304", dot: "\u0307", ddot: "\u0308",
  vec: "\u20d7", overrightarrow: "\u20d7", overleftarrow: "\u20d6",
};

/** Commands that only say how their argument looks. */
export const DRESS: ReadonlySet<string> = new Set([
  "text", "textbf", "textit", "texttt", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "boldsymbol", "operatorname",
  "mbox", "underline",
]);

/** Commands that say how large something is, or nothing. */
export const DROPPED: ReadonlySet<string> = new Set([
  "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "limits", "nolimits", "nonumber",
]);

export const SPACES: Table = { quad: "  ", qquad: "   ", ",": "", ";": " ", ":": " ", "!": "", " ": " ", enspace: " ", thinspace: "" };

const RAISED_FROM = "0123456789+-=()abcdefghijklmnoprstuvwxyzTU*⊤−′";
const RAISED_TO = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵁ*ᵀ⁻′";
const LOWERED_FROM = "0123456789+-=()aehijklmnoprstuvx−";
const LOWERED_TO = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋";

function alphabet(from: string, to: string): ReadonlyMap<string, string> {
  const targets = [...to];
  return new Map([...from].map((letter, i) => [letter, targets[i]!]));
}

export const RAISED = alphabet(RAISED_FROM, RAISED_TO);
export const LOWERED = alphabet(LOWERED_FROM, LOWERED_TO);
