// A unit opens in a tab of its own: the tab is made while the button is pressed, for later no
// browser allows it, and goes to the unit as soon as the page knows where that is. It gets no hold
// of this page; a link keeps it so, where `window.open` would give that back.
const TAB = 'leerspoor-onderdeel';
document.addEventListener('submit', e => {
  if (!e.target.matches('form[data-own-tab]') || e.submitter?.value === 'hier') return;
  const tab = window.open('', TAB);
  if (tab) tab.opener = null;
});
const opens = document.querySelector('a[data-opens]');
if (opens) Object.assign(document.createElement('a'), { href: opens.href, target: TAB }).click();
