// The search box of the bar, in the workspace and in Tasklist: what is found appears while one types, and the keyboard is enough.
const ROOT = new URL('..', import.meta.url);
const SHORTEST = 2;
const PAUSE = 200;

const style = new CSSStyleSheet();
style.replaceSync(`
  .polisflow-find { position: relative; margin: 0; }
  .polisflow-find input { box-sizing: border-box; width: 100%; height: 32px; margin: 0; padding: 4px 10px; font: 14px/1.4 "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
    color: #1d2a37; background: #fff; border: 1px solid #8593a3; border-radius: 6px; }
  .polisflow-find input:focus { outline: 3px solid #7fb2e5; outline-offset: 1px; }
  .polisflow-find input::placeholder { color: #5f6b7a; opacity: 1; }
  .polisflow-find .popup { position: absolute; top: calc(100% + 4px); right: 0; z-index: 3000; width: min(440px, calc(100vw - 28px)); max-height: min(520px, calc(100vh - 80px)); overflow-y: auto;
    padding: 8px; font: 14px/1.4 "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; color: #1d2a37; background: #fff; border: 1px solid #d8dfe7; border-radius: 8px; box-shadow: 0 6px 24px rgb(0 0 0 / 22%); text-align: left; }
  .polisflow-find .popup[hidden] { display: none; }
  .polisflow-find .popup p { margin: 4px 8px; color: #5f6b7a; }
  .polisflow-find .popup p:empty { display: none; }
  .polisflow-find .group { display: block; margin: 6px 8px 2px; font-size: 12px; color: #5f6b7a; }
  /* Tasklist has its own idea of a link in its bar: only an id stands above it. */
  #polisflow-found [role=option] { display: block; height: auto; padding: 6px 8px; line-height: 1.4; color: #1d2a37; text-decoration: none; border-radius: 5px; overflow-wrap: anywhere; }
  #polisflow-found [role=option] b { font-weight: 600; }
  #polisflow-found [role=option] span { display: block; font-size: 13px; color: #5f6b7a; }
  .polisflow-find .popup span, .polisflow-find .popup b { line-height: 1.4; }
  #polisflow-found [role=option]:hover { background: #f3f6f9; }
  #polisflow-found [aria-selected=true] { background: #e3eefb; }
  #polisflow-found [aria-selected=true] span { color: #414d5b; }
  #polisflow-found [role=option].all { color: #0f4c81; border-top: 1px solid #d8dfe7; border-radius: 0 0 5px 5px; margin-top: 6px; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

function address(path) {
  return new URL(path.replace(/^\//, ''), ROOT).href;
}

function results(text) {
  return address('crm/search?find=' + encodeURIComponent(text));
}

/** The box as the workspace's pages have it. @param target where what is found opens */
export function searchForm({target}) {
  const form = element('form', {class: 'polisflow-find', role: 'search', 'aria-label': 'Поиск по всему', action: address('crm/search'), method: 'get', target},
    element('input', {type: 'search', name: 'find', maxlength: '200', placeholder: 'Клиент, сделка, полис…', 'aria-label': 'Поиск клиентов, контактов, сделок и полисов', title: 'Клавиша / переводит сюда', autocomplete: 'off'}));
  enhance(form);
  return form;
}

function enhance(form) {
  const input = form.elements.find;
  const list = element('div', {id: 'polisflow-found', role: 'listbox', 'aria-label': 'Найдено'});
  const status = element('p', {role: 'status'});
  const popup = element('div', {class: 'popup'}, status, list);
  popup.hidden = true;
  form.append(popup);
  const attributes = {role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-keyshortcuts': '/'};
  Object.entries(attributes).forEach(([key, value]) => input.setAttribute(key, value));
  let planned = 0;
  let request = new AbortController();
  let active = -1;

  const options = () => [...list.querySelectorAll('[role=option]')];

  const choose = index => {
    const all = options();
    active = all.length === 0 ? -1 : (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
    if (active < 0) {
      input.removeAttribute('aria-activedescendant');
    } else {
      input.setAttribute('aria-activedescendant', all[active].id);
      all[active].scrollIntoView({block: 'nearest'});
    }
  };

  const close = () => {
    clearTimeout(planned);
    request.abort();
    popup.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    active = -1;
  };

  const open = (words, ...groups) => {
    status.textContent = words;
    list.replaceChildren(...groups);
    popup.hidden = false;
    input.setAttribute('aria-expanded', String(groups.length > 0));
    input.removeAttribute('aria-activedescendant');
    active = -1;
  };

  const option = (id, href, className, ...children) => element('a', {role: 'option', id, href, class: className, tabindex: '-1', 'aria-selected': 'false', target: form.target || '_self', rel: 'noopener'}, ...children);

  const draw = (text, groups) => {
    let number = 0;
    const drawn = groups.map(group => {
      const label = element('span', {class: 'group', id: 'polisflow-found-' + group.code}, group.label);
      const hits = group.hits.map(hit => option('polisflow-hit-' + number++, address(hit.href), 'hit', element('b', {}, hit.title), element('span', {}, hit.note)));
      return element('div', {role: 'group', 'aria-labelledby': label.id}, label, ...hits);
    });
    if (number === 0) {
      open('Ничего не найдено. Проверьте написание или введите меньше.');
    } else {
      open('Найдено: ' + number + '. Стрелки выбирают, Enter открывает.',
        ...drawn, option('polisflow-hit-' + number, results(text), 'all', 'Все результаты по запросу «' + text + '»'));
    }
  };

  const look = async () => {
    const text = input.value.trim();
    request.abort();
    if (text.length < SHORTEST) {
      close();
      return;
    }
    request = new AbortController();
    const {signal} = request;
    try {
      const answer = await fetch(address('api/search?text=' + encodeURIComponent(text)), {headers: {Accept: 'application/json'}, signal});
      if (answer.status === 401) {
        open('Сеанс закончился. Войдите в систему в соседней вкладке и повторите.');
      } else if (answer.ok) {
        draw(text, await answer.json());
      } else {
        open('Поиск не ответил. Повторите чуть позже.');
      }
    } catch {
      if (!signal.aborted) {
        open('Нет связи с сервером. Повторите, когда она появится.');
      }
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(planned);
    planned = setTimeout(look, PAUSE);
  });
  input.addEventListener('focus', () => {
    if (popup.hidden && input.value.trim().length >= SHORTEST) {
      look();
    }
  });
  input.addEventListener('keydown', event => {
    // Tasklist has shortcuts of its own.
    event.stopPropagation();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (popup.hidden) {
        look();
      } else {
        choose(event.key === 'ArrowDown' ? active + 1 : active < 0 ? -1 : active - 1);
      }
    } else if (event.key === 'Enter') {
      const chosen = options()[active];
      if (!popup.hidden && chosen) {
        event.preventDefault();
        chosen.click();
        close();
      } else if (input.value.trim() === '') {
        event.preventDefault();
      }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (popup.hidden) {
        input.value = '';
      }
      close();
    }
  });
  form.addEventListener('submit', close);
  form.addEventListener('focusout', event => {
    if (!form.contains(event.relatedTarget)) {
      close();
    }
  });
  // A click would take the focus out of the box first, and close what is being clicked at.
  popup.addEventListener('mousedown', event => event.preventDefault());
  popup.addEventListener('click', event => {
    if (event.target.closest('[role=option]')) {
      close();
    }
  });
  document.addEventListener('keydown', event => {
    const typing = event.target.closest && event.target.closest('input, textarea, select, [contenteditable=""], [contenteditable=true]');
    // The key of «/» writes a full stop in the Russian layout.
    const slash = event.key === '/' || event.code === 'Slash' && event.key === '.' && !event.shiftKey;
    if (slash && !typing && !event.ctrlKey && !event.altKey && !event.metaKey && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
}

document.querySelectorAll('form[data-search]').forEach(enhance);
