"use strict";
// Everything here is an addition: without it the pages hold the same text, tables and pictures.
(() => {
  const root = document.documentElement;
  const assets = new URL(".", document.currentScript.src);

  function recalled(key) {
    try { return localStorage.getItem(`nerbook-${key}`); } catch { return null; }
  }

  function remember(key, value) {
    try { localStorage.setItem(`nerbook-${key}`, value); } catch { /* Storage may be forbidden; then the choice holds for this page. */ }
  }

  // Set at once, before anything is drawn.
  for (const key of ["theme", "code"]) if (recalled(key)) root.dataset[key] = recalled(key);

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /** A button that puts one of two values on the page, and names what it would do next. */
  function connectSwitch(id, key, isOn, on, off) {
    const button = document.getElementById(id);
    if (!button) return;
    const label = () => { button.textContent = isOn() ? off.label : on.label; };
    button.addEventListener("click", () => {
      root.dataset[key] = isOn() ? off.value : on.value;
      remember(key, root.dataset[key]);
      label();
    });
    label();
    button.hidden = false;
  }

  let plotly;

  /** Plotly, loaded from beside the page when it is first wanted. */
  function loadPlotly() {
    plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("plotly.min.js", assets).href;
      script.addEventListener("load", () => resolve(window.Plotly));
      script.addEventListener("error", () => reject(new Error("Plotly could not be loaded.")));
      document.head.append(script);
    });
    return plotly;
  }

  const NARROWEST = 640;
  /** No button that sends anything anywhere, and no more stops of the Tab key than are of use. */
  const CONFIG = {
    displaylogo: false,
    plotlyServerURL: "",
    modeBarButtons: [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
  };

  async function showLive(figure, button) {
    const frame = figure.querySelector(".frame");
    const picture = frame.querySelector("img");
    const { data, layout } = JSON.parse(figure.querySelector("script.spec").textContent);
    const library = await loadPlotly();
    const plot = document.createElement("div");
    plot.className = "plot";
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", picture.alt);
    const width = Math.min(layout.width, Math.max(NARROWEST, frame.clientWidth - 2 * parseFloat(getComputedStyle(frame).paddingLeft)));
    picture.hidden = true;
    frame.append(plot);
    await library.newPlot(plot, data, { ...layout, width }, CONFIG);
    button.textContent = "Still picture";
  }

  function showPicture(figure, button) {
    const plot = figure.querySelector(".plot");
    window.Plotly.purge(plot);
    plot.remove();
    figure.querySelector("img").hidden = false;
    button.textContent = "Interactive";
  }

  const changing = new Set();

  /** Swaps picture and plot; where Plotly fails, the picture stays. The button stays enabled meanwhile, since it may have the focus. */
  async function toggleFigure(figure, button) {
    if (changing.has(figure)) return;
    changing.add(figure);
    try {
      if (figure.querySelector(".plot")) showPicture(figure, button);
      else await showLive(figure, button);
    } catch (error) {
      console.error(error);
      figure.querySelector(".plot")?.remove();
      figure.querySelector("img").hidden = false;
    }
    changing.delete(figure);
  }

  /** Figures become live as they come into view; under a finger, which would drag the plot instead of the page, on request only. */
  function connectFigures() {
    const buttons = new Map([...document.querySelectorAll("figure.figure")].map((figure) => [figure, figure.querySelector("button.live")]));
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        if (!target.querySelector(".plot")) toggleFigure(target, buttons.get(target));
      }
    }, { rootMargin: "200px 0px" });
    const waits = matchMedia("(pointer: coarse)").matches;
    for (const [figure, button] of buttons) {
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", () => toggleFigure(figure, button));
      if (!waits) seen.observe(figure);
    }
  }

  /** What does not overflow need not be a stop of the Tab key. */
  function connectScrollers() {
    const sizes = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const overflows = target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
        if (overflows) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    for (const scroller of document.querySelectorAll(".scroll, .frame, .formula, pre")) sizes.observe(scroller);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const darkening = { value: "dark", label: "Dark colors" };
    connectSwitch("theme-switch", "theme", isDark, darkening, { value: "light", label: "Light colors" });
    const hiding = { value: "hidden", label: "Hide code" };
    connectSwitch("code-switch", "code", () => root.dataset.code === "hidden", hiding, { value: "shown", label: "Show code" });
    connectFigures();
    connectScrollers();
  });
})();
