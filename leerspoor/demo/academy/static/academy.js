// As Moodle does it: forms that go on by themselves, and a frame as high as the window allows.
document.querySelector('form[data-go]')?.submit();

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
