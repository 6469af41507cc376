// Shows how far a file is on its way; without this the form goes as any form does.
document.addEventListener('submit', e => {
  const form = e.target.closest('form[data-upload]');
  if (!form?.querySelector('input[type=file]').files.length) return;
  e.preventDefault();
  const bar = form.querySelector('progress');
  const say = text => { document.getElementById('live').textContent = text; };
  const sending = new XMLHttpRequest();
  bar.hidden = false;
  sending.upload.onprogress = step => {
    bar.value = Math.floor(100 * step.loaded / step.total);
    if (bar.value % 25 === 0) say(form.dataset.upload.replace('{percent}', bar.value));
  };
  sending.onload = () => {
    if (sending.status < 400) return location.assign(sending.responseURL);
    const answer = new DOMParser().parseFromString(sending.responseText, 'text/html');
    document.querySelector('main').replaceWith(answer.querySelector('main'));
    scrollTo(0, 0);
    say(document.querySelector('main [data-announce]')?.dataset.announce ?? '');
  };
  sending.onerror = () => form.submit();
  sending.open('POST', form.action);
  sending.send(new FormData(form));
});
