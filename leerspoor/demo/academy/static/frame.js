// Give the tool's frame the height of the window, as Moodle does; it does not listen to resize messages.
const frame = document.getElementById("contentframe");
const fit = () => {
  const top = frame.getBoundingClientRect().top + window.scrollY;
  frame.height = `${Math.max(200, window.innerHeight - top - 15)}px`;
};
window.addEventListener("load", fit);
window.addEventListener("resize", fit);
fit();
