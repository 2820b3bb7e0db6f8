// A browser starts no worker for a page that was opened as a file. There, the search runs in a hidden frame, which
// talks to the page the way a worker does.
"use strict";
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    onmessage = null;
    #frame = document.createElement("iframe");

    constructor(address) {
      super();
      this.#frame.hidden = true;
      document.body.append(this.#frame);
      const inside = this.#frame.contentWindow;
      inside.postMessage = (data) => this.#tell(data);
      inside.importScripts = async (...addresses) => {
        for (const each of addresses) await this.#load(each);
      };
      this.loaded = this.#load(address);
    }

    postMessage(data) {
      const inside = this.#frame.contentWindow;
      this.loaded.then(() => inside.dispatchEvent(new inside.MessageEvent("message", { data: structuredClone(data) })));
    }

    terminate() {
      this.#frame.remove();
    }

    #load(address) {
      return new Promise((loaded, failed) => {
        const script = this.#frame.contentDocument.createElement("script");
        script.src = new URL(address, location.href);
        script.onload = loaded;
        script.onerror = () => failed(new Error(`${address} cannot be loaded`));
        this.#frame.contentDocument.head.append(script);
      });
    }

    #tell(data) {
      const message = new MessageEvent("message", { data: structuredClone(data) });
      this.dispatchEvent(message);
      this.onmessage?.(message);
    }
  };
}
