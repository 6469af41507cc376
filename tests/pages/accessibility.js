// The checks that axe-core leaves to people; each returns sentences about what is wrong.
globalThis.accessibility = (() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const name = element => element.outerHTML.slice(0, 120);
  const shown = element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  };

  const numbers = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = colour => {
    const [r, g, b] = numbers(colour).map(value => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };

  const controlBorders = () => all('input:not([type=hidden], [type=radio], [type=checkbox], [type=range]), select, textarea')
    .filter(shown)
    .map(control => [control, contrast(getComputedStyle(control).borderTopColor, ground(control.parentElement))])
    .filter(([, ratio]) => ratio < 3)
    .map(([control, ratio]) => `border ${ratio.toFixed(2)}:1 of ${name(control)}`);

  const inSentence = link => getComputedStyle(link).display === 'inline'
    && link.parentElement.textContent.trim().length > link.textContent.trim().length;
  const pressed = control => control.closest('label') ?? control;
  const smallTargets = () => all('a[href], button, summary, input:not([type=hidden]), select, textarea')
    .filter(shown)
    .filter(target => !target.closest('.skip') && !inSentence(target))
    .map(target => [target, pressed(target).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([target, box]) => `target ${Math.round(box.width)}×${Math.round(box.height)}: ${name(target)}`);

  const scrolls = element => !!element.closest('.scroll');
  const overflow = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = all('body *').filter(e => shown(e) && !scrolls(e) && e.getBoundingClientRect().right > root.clientWidth + 1);
    return [`the page is ${root.scrollWidth - root.clientWidth} px too wide: ${name(wide.at(-1) ?? document.body)}`];
  };

  const spacing = () => {
    const wider = new CSSStyleSheet();
    wider.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, wider];
    const cut = all('body *').filter(element => shown(element) && !scrolls(element)
      && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)
      && !(element instanceof SVGElement) && !element.matches('input, select, textarea')
      && element.scrollWidth > element.clientWidth + 1);
    const found = [...overflow(), ...cut.map(element => `cut off with wide text: ${name(element)}`)];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== wider);
    return found;
  };

  const focusOutline = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return [];
    const style = getComputedStyle(element);
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return seen ? [] : [`no focus outline on ${name(element)}`];
  };

  return { controlBorders, smallTargets, overflow, spacing, focusOutline };
})();
