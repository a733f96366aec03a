// Follows panel.js in the form: rows moved, put in and taken out from the keyboard or a menu, and
// cells, rows or the whole table put on the clipboard in the order of the official form.
const DO_ROW = { ArrowUp: 'row_up', ArrowDown: 'row_down', Enter: 'add_row' };
const indexOf = (at) => Number(at.split('/')[2]);
const cellsOf = (row) => [...panel.querySelectorAll(`[data-at^="${row}/"]:is(textarea, select)`)];

page.row = (act, row, field = 'name') => {
  if (act === 'copy') return page.copy(row);
  page.field = field;
  report(act, row);
};

// Where its writer goes on when a deed about a row is answered: a new or moved row takes the focus.
const SHIFTS = { row_up: -1, row_down: 1, add_row: 1, duplicate_row: 1 };
page.goOn = ({ kind, at }) => {
  const { field } = page;
  page.field = '';
  if (!at.startsWith('/indicators/') || !(field || kind === 'add_row')) return '';
  return `/indicators/${indexOf(at) + (SHIFTS[kind] || 0)}/${field || 'name'}`;
};

panel.addEventListener('keydown', (event) => {
  const { at } = event.target.dataset;
  const wanted = event.altKey ? ['ArrowUp', 'ArrowDown'] : event.ctrlKey ? ['Enter'] : [];
  if (!at?.startsWith('/indicators/') || !wanted.includes(event.key) || event.isComposing) return;
  event.preventDefault();
  event.target.blur(); // what was typed goes first
  page.row(DO_ROW[event.key], at.split('/').slice(0, 3).join('/'), at.split('/')[3]);
});

// --- the menu of a row ---------------------------------------------------------------------------
const menu = document.getElementById('row-menu');
const items = [...menu.querySelectorAll('[role=menuitem]')];

page.openMenu = (at, button, place) => {
  const isOpen = page.menuFor === button;
  page.closeMenu();
  if (isOpen) return;
  page.menuFor = button;
  menu.dataset.at = at;
  menu.setAttribute('aria-label', place);
  menu.hidden = false;
  const spot = button.getBoundingClientRect();
  menu.style.left = `${Math.max(8, spot.right - menu.offsetWidth)}px`;
  menu.style.top = `${Math.max(8, Math.min(spot.bottom + 2, innerHeight - menu.offsetHeight - 8))}px`;
  items[0].focus();
};
page.closeMenu = (goBack) => {
  if (goBack) page.menuFor?.focus();
  page.menuFor = null;
  menu.hidden = true;
};
menu.addEventListener('click', ({ target }) => {
  const item = target.closest('[data-do]');
  if (!item) return;
  const { at } = menu.dataset;
  page.closeMenu();
  page.row(item.dataset.do, at);
});
menu.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    page.closeMenu(true);
  }
});
document.addEventListener('pointerdown', ({ target }) => {
  if (page.menuFor && !menu.contains(target) && target.closest('[data-act=menu]') !== page.menuFor) page.closeMenu();
});
document.getElementById('right').addEventListener('scroll', () => page.closeMenu(), { passive: true });

// --- the clipboard -------------------------------------------------------------------------------
const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const oneLine = (text) => text.replace(/\s*[\r\n\t]+\s*/g, ' ');
// Excel takes a cell for text, never for a formula, when the HTML says so.
const td = (text) => `<td style="mso-number-format:'\\@'">${escaped(text).replace(/\n/g, '<br>')}</td>`;

function put(plain, html, what) {
  const carry = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData('text/plain', plain);
    event.clipboardData.setData('text/html', html);
  };
  document.addEventListener('copy', carry, { capture: true, once: true });
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', carry, { capture: true });
  page.done(isDone ? `已复制${what}，可以粘贴了。` : '浏览器不让复制：请选中文字按 Ctrl+C。');
}

function putTable(lines, what) {
  const plain = lines.map((cells) => cells.map(oneLine).join('\t')).join('\n');
  const html = `<table>${lines.map((cells) => `<tr>${cells.map(td).join('')}</tr>`).join('')}</table>`;
  put(plain, html, what);
}

const categories = () => {
  let first = '';
  let second = '';
  return [...panel.querySelectorAll('tr.indicator')].map((line) => {
    for (const head of line.querySelectorAll('th')) {
      const text = head.dataset.name;
      if (head.dataset.level === '1') first = text;
      else second = text;
    }
    return [first, second, ...[...line.querySelectorAll('textarea')].map((cell) => cell.value)];
  });
};
const headers = () =>
  [...panel.querySelectorAll('.sheet > table tr:not(.indicator) [data-at]:is(textarea, select)')].map((cell) => [
    cell.getAttribute('aria-label'), cell.value]);

page.copy = (at) => {
  if (at === 'table') return putTable([...headers(), columns(), ...categories()], '整张表');
  if (at === 'rows') return putTable([columns(), ...categories()], '指标各行');
  const row = at.match(/^\/indicators\/\d+$/) && cellsOf(at);
  if (row) return putTable([row.map((cell) => cell.value)], `第${indexOf(at) + 1}行`);
  const cell = page.cell(at);
  if (cell) put(cell.value, `<span>${escaped(cell.value)}</span>`, cell.getAttribute('aria-label'));
};
const columns = () => [...panel.querySelectorAll('tr.columns th')].map((head) => head.textContent);

const strip = document.getElementById('strip');
strip.addEventListener('mousedown', (event) => event.preventDefault()); // the cell keeps the focus
strip.querySelector('[data-copy-cell]').addEventListener('click', () => page.copy(strip.dataset.at));
