/** One Plotly trace; its keys are those of Plotly's reference for the trace's `type`. */
export type PlotlyTrace = Readonly<Record<string, unknown>>;
