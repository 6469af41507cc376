// An H5P file in its own player; what it says goes to the record store by way of the server.

import { launch, queue } from "./keeper.js";

const { states, folder, files } = launch.h5p;

// Listens from the moment there is something to hear: the player waits for more than that.
let dispatcher;
globalThis.H5P ??= {};
Object.defineProperty(globalThis.H5P, "externalDispatcher", {
  get: () => dispatcher,
  set(made) {
    dispatcher = made;
    dispatcher.on("xAPI", (event) => queue(event.data.statement));
  },
});

await new globalThis.H5PStandalone.H5P(document.getElementById("unit"), {
  id: "unit",
  h5pJsonPath: folder,
  frameJs: files.js,
  frameCss: files.css,
  fullScreen: true,
  icon: false,
  xAPIObjectIRI: launch.h5p.activity,
  saveFreq: launch.counts ? 5 : false,
  contentUserData: states,
  user: { name: "Deelnemer", mail: "deelnemer@leerspoor.invalid" },
  ajax: { contentUserDataUrl: launch.h5p.state },
  reportingIsEnabled: true,
});
