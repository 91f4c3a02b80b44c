"use strict";
// How JupyterLab shows a figure: the picture with its alternative text, and Plotly in its place once the pointer enters it or the
// button is pressed. This is a prebuilt extension: JupyterLab loads the file and asks `_JUPYTERLAB` for the module that
// package.json names. Jupyter's own picture has no alternative text; that of the Python package plotly has its pixels' size.
(() => {
  const FIGURE = "application/vnd.nerbook.figure+json";
  const SPEC = "application/vnd.plotly.v1+json";
  const PNG = "image/png";
  /** No button that sends anything anywhere. */
  const CONFIG = {
    displaylogo: false,
    plotlyServerURL: "",
    modeBarButtons: [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
  };
  const LABELS = { still: "Interactive", live: "Still picture" };
  const library = new URL("plotly.min.js", document.currentScript.src).href;
  let shared;
  let plotly;

  function loadPlotly() {
    plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = library;
      script.addEventListener("load", () => resolve(window.Plotly));
      script.addEventListener("error", () => reject(new Error(`Plotly could not be loaded from ${library}.`)));
      document.head.append(script);
    });
    return plotly;
  }

  function pictureOf({ data, metadata }) {
    const { alt, width } = data[FIGURE];
    const picture = document.createElement("img");
    picture.alt = alt;
    picture.src = `data:${PNG};base64,${data[PNG]}`;
    picture.width = metadata[PNG]?.width ?? width;
    Object.assign(picture.style, { display: "block", maxWidth: "100%", height: "auto" });
    return picture;
  }

  function buttonOf(press) {
    const button = document.createElement("button");
    button.className = "jp-mod-styled";
    button.textContent = LABELS.still;
    button.addEventListener("click", press);
    return button;
  }

  /** The picture and the plot of one output, one of them shown. */
  class Figure {
    constructor(host, model) {
      this.host = host;
      this.model = model;
      this.picture = pictureOf(model);
      this.button = buttonOf(() => this.toggle());
      // A finger drags the page over the picture; only a mouse asks for the plot by coming near, and only until the button was used.
      this.picture.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse" && !this.chosen) this.showPlot(); });
      host.replaceChildren(this.picture, this.button);
    }

    toggle() {
      this.chosen = true;
      return this.plot ? this.showPicture() : this.showPlot();
    }

    async showPlot() {
      if (this.plot) return;
      const { data, layout } = structuredClone(this.model.data[SPEC]);
      const plot = document.createElement("div");
      plot.setAttribute("role", "group");
      plot.setAttribute("aria-label", this.picture.alt);
      this.plot = plot;
      try {
        const { newPlot } = await loadPlotly();
        this.picture.before(plot);
        await newPlot(plot, data, layout, CONFIG);
        this.picture.hidden = true;
        this.picture.style.display = "none";
        this.button.textContent = LABELS.live;
      } catch (error) {
        console.error(error);
        this.showPicture();
      }
    }

    showPicture() {
      if (this.plot?.isConnected) window.Plotly?.purge(this.plot);
      this.plot?.remove();
      this.plot = undefined;
      this.picture.hidden = false;
      this.picture.style.display = "block";
      this.button.textContent = LABELS.still;
    }
  }

  /** Widget is JupyterLab's own base class of all it shows. */
  function extensionFor(Widget) {
    class FigureWidget extends Widget {
      async renderModel(model) {
        this.figure = new Figure(this.node, model);
      }
    }
    return {
      id: "nerbook-figures:factory",
      rendererFactory: { safe: true, mimeTypes: [FIGURE], createRenderer: () => new FigureWidget() },
      rank: 0,
      dataType: "json",
    };
  }

  async function sharedModule(name) {
    const [version] = Object.values(shared[name]);
    return (await version.get())();
  }

  const modules = (window._JUPYTERLAB ??= {});
  modules["nerbook-figures"] = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const { Widget } = await sharedModule("@lumino/widgets");
      return () => ({ __esModule: true, default: extensionFor(Widget) });
    },
  };
})();
