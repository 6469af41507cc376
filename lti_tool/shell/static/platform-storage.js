// Keep one value in the academy's page, or ask it back; then go on, whatever comes of it
// (LTI client-side postMessages 1.0, and LTI postMessage storage 0.1).
(() => {
  const step = document.querySelector('[data-storage]');
  const { storage, target, origin, key, value } = step.dataset;
  const id = `${key}-${storage}`;
  const around = window.opener || window.parent;

  let gone = false;
  const goOn = answer => {
    if (gone) return;
    gone = true;
    if (storage === 'put') return location.replace(step.href);
    step.elements.browser.value = answer || '';
    step.submit();
  };

  addEventListener('message', e => {
    const said = e.data;
    if (e.origin !== origin || !said || said.message_id !== id) return;
    if (said.subject === `lti.${storage}_data.response`) goOn(said.error ? '' : said.value);
  });

  try {
    const there = target === '_parent' ? around : around.frames[target] || around;
    there.postMessage({ subject: `lti.${storage}_data`, message_id: id, key, value }, origin);
  } catch {
    goOn();
  }
  setTimeout(goOn, 1500);
})();
