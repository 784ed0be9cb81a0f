/** An element with attributes and children; a child that is a string is text and nothing else. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value === true) {
      made.setAttribute(name, '');
    } else if (value !== false && value !== undefined) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children.filter((child) => child !== undefined && child !== ''));
  return made;
}

const byId = (id) => document.getElementById(id);

function svg(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

/** A share as a bar whose middle is marked; the number stands beside it. */
function bar(share) {
  return svg('svg', { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'all', width: 100, height: 10 }),
    svg('rect', { class: 'part', width: 100 * share, height: 10 }),
    svg('line', { class: 'half', x1: 50, x2: 50, y1: 0, y2: 10 }));
}

const number = (n) => n.toLocaleString('en');
const percent = (share) => `${(100 * share).toFixed(1)} %`;
