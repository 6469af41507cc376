// Tells the academy that its registration dialog may go (LTI dynamic registration 1.0 §3.8).
(() => {
  document.addEventListener('click', e => {
    if (!e.target.closest('[data-end-dialog]')) return;
    const around = window.parent !== window ? window.parent : window.opener;
    if (around) around.postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
    else window.close();
  });
})();
