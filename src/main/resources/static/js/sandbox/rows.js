import { atFirst, element } from './tools.js';

const EVERY = 3000;

/**
 * Keeps a list in step with the server while the page is looked at; a row whose form is open stays as it is, so that
 * nobody loses what they type.
 *
 * @param list the ul
 * @param url where the rows come from, as a JSON array
 * @param draw makes a li of a row
 * @param shown told the rows after each change
 */
export function keepRows(list, url, draw, shown) {
  let before = '';
  let timer = 0;

  async function refresh() {
    clearTimeout(timer);
    if (!document.hidden && !list.querySelector('form')) {
      try {
        const response = await fetch(url);
        if (response.ok) {
          const text = await response.text();
          if (text !== before && !list.querySelector('form')) {
            before = text;
            const rows = JSON.parse(text);
            list.replaceChildren(...shown(rows).map(draw));
          }
        }
      } catch {
        // The next look asks again.
      }
    }
    timer = setTimeout(refresh, EVERY);
  }

  atFirst(refresh());
  return refresh;
}

/** A button of a row; while its work runs it cannot be pressed again. */
export function action(label, work) {
  const button = element('button', { type: 'button', className: 'plain' }, label);
  button.addEventListener('click', async () => {
    button.disabled = true;
    await work(button);
    button.disabled = false;
  });
  return button;
}

/**
 * Opens a small form under a row, or closes the one that is open.
 *
 * @param fields [{name, label, type, value}], all of them mandatory
 * @param send gets the values; true closes the form
 */
export function ask(row, label, fields, send) {
  const open = row.querySelector('form');
  open?.remove();
  if (open?.dataset.label === label) {
    return;
  }
  const form = element('form', { className: 'ask', noValidate: true, autocomplete: 'off' });
  form.dataset.label = label;
  for (const field of fields) {
    const id = `ask-${field.name}`;
    form.append(
      element(
        'p',
        { className: 'field' },
        element('label', { htmlFor: id }, field.label),
        element('input', { id, name: field.name, type: field.type ?? 'text', value: field.value ?? '', required: true }),
      ),
    );
  }
  const submit = element('button', { type: 'submit' }, label);
  const cancel = element('button', { type: 'button', className: 'plain' }, 'Отмена');
  cancel.addEventListener('click', () => form.remove());
  form.append(element('div', { className: 'send' }, submit, cancel));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const empty = Array.from(form.querySelectorAll('input')).find((input) => input.value.trim() === '');
    if (empty) {
      empty.setAttribute('aria-invalid', 'true');
      empty.focus();
      return;
    }
    submit.disabled = true;
    if (await send(Object.fromEntries(new FormData(form)))) {
      form.remove();
    }
    submit.disabled = false;
  });
  row.append(form);
  form.querySelector('input').focus();
}
