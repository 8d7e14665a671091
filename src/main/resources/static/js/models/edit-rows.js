// Rows that are moved, added and taken out on the page; they are sent in the order in which they stand.
import './edit-guard.js';

export const form = document.querySelector('form[data-guard]');
const said = form.querySelector('[data-said]');
let fresh = 0;

const rowsIn = list => [...list.children].filter(each => each.matches('[data-row]'));
const listOf = row => row.parentElement;

export const say = (text) => {
  said.textContent = text;
};

/** Whatever names a row of a table by its place names it by the new one. */
const number = (list) => {
  rowsIn(list).forEach((row, i) => {
    const place = row.querySelector('[data-number]');
    if (!place) {
      return;
    }
    place.textContent = i + 1;
    row.querySelectorAll('[data-title]').forEach(field => field.setAttribute('aria-label', `Строка ${i + 1}, ${field.dataset.title}`));
    row.querySelectorAll('button[data-do]').forEach(button => button.setAttribute('aria-label', `${button.title}: строка ${i + 1}`));
  });
};

export const changed = (list) => {
  number(list);
  form.dispatchEvent(new Event('change', {bubbles: true}));
};

/** @return a blank one under a name of its own */
export const blank = (template) => {
  const row = template.content.querySelector('[data-row]').cloneNode(true);
  const name = `new-${Date.now()}-${fresh++}`;
  for (const field of row.querySelectorAll('*')) {
    for (const attribute of ['name', 'id', 'value', 'data-holder', 'data-adding'].filter(each => field.hasAttribute(each))) {
      field.setAttribute(attribute, field.getAttribute(attribute).replaceAll('blank-row', name));
    }
  }
  row.querySelectorAll('[id^=cell-]').forEach(field => field.removeAttribute('id'));
  return row;
};

export const first = row => row.querySelector('textarea, input:not([type=hidden], [readonly]), select');

const actions = {
  up(row) {
    const before = row.previousElementSibling;
    if (before?.matches('[data-row]')) {
      before.before(row);
    }
  },
  down(row) {
    const after = row.nextElementSibling;
    if (after?.matches('[data-row]')) {
      after.after(row);
    }
  },
  add(row) {
    const added = blank(form.querySelector('template[data-blank]'));
    row.after(added);
    first(added).focus();
    return 'Строка добавлена.';
  },
  remove(row) {
    const rows = rowsIn(listOf(row));
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.remove();
    (next?.querySelector('button[data-do=remove]') ?? form.querySelector('[data-add], [data-add-item]')).focus();
    return 'Убрано. Чтобы вернуть, обновите страницу, не сохраняя.';
  },
};

form.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (!button) {
    return;
  }
  const row = button.closest('[data-row]');
  const list = listOf(row);
  const told = actions[button.dataset.do](row);
  changed(list);
  if (!told) {
    button.focus();
  }
  say(told ?? `Теперь на месте ${rowsIn(list).indexOf(row) + 1}.`);
});

const table = form.querySelector('[data-rows] tbody');
if (table) {
  number(table);
  form.querySelector('[data-add]').addEventListener('click', () => {
    const added = blank(form.querySelector('template[data-blank]'));
    table.append(added);
    changed(table);
    first(added).focus();
    say('Строка добавлена.');
  });
  // Enter goes on to the next row as in a spreadsheet; a break of the line is Shift and Enter.
  form.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td');
    if (event.key === 'Enter' && !event.shiftKey && cell && event.target.matches('textarea')) {
      event.preventDefault();
      const row = cell.closest('[data-row]');
      row.nextElementSibling?.children[[...row.children].indexOf(cell)]?.querySelector('textarea').focus();
    }
  });
}
