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
