// As Moodle does it: forms that go on by themselves, and a frame as high as the window allows.
document.querySelector('form[data-go]')?.submit();

// What the tool asks us to keep for it (LTI postMessage storage); only the tool's own site may.
const drawer = new Map(), toolUrl = document.querySelector('[data-tool]')?.dataset.tool;
if (toolUrl) addEventListener('message', e => {
  const { subject, message_id, key, value } = e.data || {};
  if (e.origin !== new URL(toolUrl).origin || !/^lti\.(put|get)_data$/.test(subject)) return;
  if (subject === 'lti.put_data') drawer.set(key, value);
  const answer = { subject: `${subject}.response`, message_id, key, value: drawer.get(key) };
  e.source.postMessage(answer, e.origin);
});

const frame = document.getElementById('contentframe');
if (frame) {
  const fit = () => {
    const top = frame.getBoundingClientRect().top + window.scrollY;
    frame.style.height = `${Math.max(400, window.innerHeight - top - 15)}px`;
  };
  addEventListener('resize', fit);
  fit();
}

const dialog = document.querySelector('iframe[data-dialog]');
if (dialog) {
  addEventListener('message', e => {
    if (e.source !== dialog.contentWindow || e.origin !== dialog.dataset.dialog) return;
    if (e.data?.subject === 'org.imsglobal.lti.close') location.assign(document.getElementById('tools').href);
  });
}
