// Small glue: visit token on htmx requests, frame height, forms that send themselves, live region,
// print, copy, slider, guard.
(() => {
  const on = (name, act) => document.addEventListener(name, act);
  const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;
  const token = meta('visit-token'), academy = meta('platform-origin');

  on('htmx:config:request', e => {
    if (token) e.detail.ctx.request.headers.Authorization = `Bearer ${token}`;
  });

  if (academy && window.parent !== window) {
    let last = 0;
    new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height) + 16;
      if (Math.abs(height - last) < 8) return;
      last = height;
      window.parent.postMessage({ subject: 'lti.frameResize', height }, academy);
    }).observe(document.body);
  }

  document.querySelector('form[data-send]')?.submit();

  const say = text => { document.getElementById('live').textContent = text; };
  const announce = () => document.querySelectorAll('[data-announce]').forEach(news => {
    say(news.dataset.announce);
    news.removeAttribute('data-announce');
  });
  announce();
  on('htmx:after:swap', announce);

  on('click', e => {
    if (e.target.closest('[data-print]')) window.print();
    const button = e.target.closest('[data-copy]');
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    const done = () => say(button.dataset.copied);
    const byHand = () => { field.select(); if (document.execCommand('copy')) done(); };
    navigator.clipboard ? navigator.clipboard.writeText(field.value).then(done, byHand) : byHand();
  });

  let unsaved = false;
  on('input', e => {
    if (e.target.closest('form[data-guard]')) unsaved = true;
    const output = e.target.type === 'range' && e.target.parentNode.querySelector('output');
    if (output) output.value = e.target.value;
  });
  on('submit', () => { unsaved = false; });
  addEventListener('beforeunload', e => { if (unsaved) e.preventDefault(); });
})();
