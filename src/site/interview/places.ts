/** Pages of the interview material, by the document that each is made of. */
export interface InterviewDocument {
  readonly source: string;
  readonly place: string;
  /** As the navigation calls it. */
  readonly title: string;
}

export const INTERVIEW_FOLDER = "interview";
export const GUIDE: InterviewDocument = { source: "interview/INTERVIEW_PREP_GUIDE.md", place: "interview/index.html", title: "The guide" };
export const QUICK_REFERENCE: InterviewDocument = {
  source: "interview/INTERVIEW_QUICK_REFERENCE.md",
  place: "interview/quick-reference.html",
  title: "Quick reference",
};

/** All documents but the guide, which becomes a page for each of its chapters. */
export const SINGLE_PAGES: readonly InterviewDocument[] = [
  QUICK_REFERENCE,
  { source: "interview/glossary.md", place: "interview/glossary.html", title: "Glossary" },
  { source: "interview/INTERVIEW_DOCUMENTATION_SUMMARY.md", place: "interview/documentation-summary.html", title: "What is where" },
];

export const DRILL_PLACE = "interview/drill.html";
/** The terminal's mock interview as a script, among the assets. */
export const MOCK_SCRIPT = "mock-interview.js";
export const SEARCH_INDEX_PLACE = "assets/search-index.js";
/** The class of lists of links that a page has besides its document. */
export const LISTS_CLASS = "lists";
