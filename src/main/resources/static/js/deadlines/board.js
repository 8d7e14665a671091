// The pages of deadlines without loading anew, in the workspace and in Cockpit: links and forms that stay among them are followed
// here, and what is shown is asked for again from time to time. What was marked, typed and opened stays as it was.

const OURS = '/crm/deadlines';
const PART = '[data-part]';
const ENDED = 'Сеанс закончился. Войдите в систему в соседней вкладке и повторите.';
const NO_ANSWER = 'Нет связи с сервером. Показано то, что было получено раньше.';
const FAILED = 'Не получилось. Повторите действие; если не поможет, обновите страницу.';

class Refused extends Error {}

function token() {
  const cookie = document.cookie.split('; ').find(each => each.startsWith('POLISFLOW-CSRF='));
  return cookie ? {'X-POLISFLOW-CSRF': decodeURIComponent(cookie.split('=')[1])} : {};
}

async function problem(answer) {
  if (answer.status === 401) {
    return ENDED;
  }
  try {
    const told = await answer.json();
    return told.detail || told.title || FAILED;
  } catch {
    return FAILED;
  }
}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, {...options, headers: {'HX-Request': 'true', ...token()}});
  } catch {
    throw new Refused(NO_ANSWER);
  }
  const text = answer.headers.get('Content-Type')?.includes('text/html') ? await answer.text() : '';
  const part = new DOMParser().parseFromString(text, 'text/html').querySelector(PART);
  if (!part) {
    throw new Refused(await problem(answer));
  }
  return {part: document.importNode(part, true), address: answer.url};
}

const keyOf = field => field.name + (field.type === 'checkbox' || field.type === 'radio' ? '=' + field.value : '');

/** What a person has done on the part and not sent yet. */
function remember(part, focused) {
  const fields = new Map();
  for (const field of part.querySelectorAll('input[name], select[name], textarea[name]')) {
    if (field.type === 'checkbox' || field.type === 'radio') {
      if (field.checked !== field.defaultChecked) {
        fields.set(keyOf(field), field.checked);
      }
    } else if (field.type !== 'hidden' && field.tagName !== 'SELECT' && field.value !== field.defaultValue) {
      fields.set(keyOf(field), field.value);
    }
  }
  return {
    fields,
    open: new Set([...part.querySelectorAll('details[open][id]')].map(each => each.id)),
    focused: focused && part.contains(focused) && {
      id: focused.id, key: focused.name && keyOf(focused), href: focused.getAttribute('href'),
      from: focused.selectionStart, to: focused.selectionEnd
    }
  };
}

function restore(part, {fields, open, focused}) {
  for (const field of part.querySelectorAll('input[name], textarea[name]')) {
    const value = fields.get(keyOf(field));
    if (typeof value === 'boolean') {
      field.checked = value;
    } else if (value !== undefined && field.type !== 'hidden') {
      field.value = value;
    }
  }
  part.querySelectorAll('details[id]').forEach(each => {
    each.open = each.open || open.has(each.id);
  });
  if (!focused) {
    return;
  }
  const again = focused.id ? part.querySelector('#' + CSS.escape(focused.id))
    : focused.key ? [...part.querySelectorAll('[name]')].find(each => keyOf(each) === focused.key)
      : [...part.querySelectorAll('a[href]')].find(each => each.getAttribute('href') === focused.href);
  again?.focus({preventScroll: true});
  if (again && typeof focused.from === 'number') {
    again.setSelectionRange(focused.from, focused.to);
  }
}

function marked(place) {
  const form = place.querySelector('#chosen-tasks');
  if (!form) {
    return;
  }
  const boxes = [...form.querySelectorAll('input[name=task]')];
  const chosen = boxes.filter(each => each.checked).length;
  const all = form.querySelector('[data-all]');
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const count = form.querySelector('[data-marked]');
  if (count) {
    count.textContent = String(chosen);
  }
}

/**
 * Follows links and forms within the place.
 *
 * @param place element or shadow root that holds a part or will hold one
 * @param root where the application is
 * @param moved told the address below the root after each move
 */
export function show(place, {root, moved}) {
  const say = document.createElement('p');
  say.className = 'deadlines-said';
  say.setAttribute('role', 'status');
  place.append(say);
  let timer = 0;
  let turn = 0;

  const part = () => place.querySelector(PART);
  const within = address => {
    const path = new URL(address, location.href).pathname;
    return path === root + OURS || path.startsWith(root + OURS + '/');
  };

  function plan() {
    clearTimeout(timer);
    const seconds = Number(part()?.dataset.refresh);
    if (seconds > 0) {
      timer = setTimeout(refresh, seconds * 1000);
    }
  }

  function put(fresh) {
    const old = part();
    if (old) {
      old.replaceWith(fresh);
    } else {
      place.append(fresh);
    }
    marked(place);
  }

  async function go(address, options, focus) {
    const mine = ++turn;
    // What a person asks for is not overtaken by what is asked for from time to time.
    clearTimeout(timer);
    part()?.setAttribute('aria-busy', 'true');
    try {
      const found = await ask(address, options);
      if (mine !== turn) {
        return;
      }
      put(found.part);
      const url = new URL(found.address);
      moved(url.pathname.slice(root.length) + url.search);
      say.textContent = found.part.dataset.title + ': показано';
      say.classList.remove('trouble');
      if (focus) {
        const heading = place.querySelector(focus) || place.querySelector('h1');
        heading?.setAttribute('tabindex', '-1');
        heading?.focus({preventScroll: focus === 'h1'});
        heading?.scrollIntoView({block: focus === 'h1' ? 'nearest' : 'start'});
      }
    } catch (refused) {
      if (mine === turn) {
        trouble(refused);
      }
    }
    plan();
  }

  function trouble(refused) {
    if (!(refused instanceof Refused)) {
      throw refused;
    }
    part()?.removeAttribute('aria-busy');
    say.textContent = refused.message;
    say.classList.add('trouble');
  }

  async function refresh() {
    const old = part();
    if (document.hidden || !old?.dataset.address) {
      plan();
      return;
    }
    const mine = ++turn;
    try {
      const found = await ask(root + old.dataset.address);
      if (mine === turn) {
        const kept = remember(part(), (place.activeElement || document.activeElement));
        put(found.part);
        restore(found.part, kept);
        marked(place);
        say.classList.remove('trouble');
        say.textContent = '';
        const url = new URL(found.address);
        moved(url.pathname.slice(root.length) + url.search);
      }
    } catch (refused) {
      if (mine === turn) {
        trouble(refused);
      }
    }
    plan();
  }

  function sent(form, button) {
    const data = new FormData(form, button);
    const address = new URL(button?.getAttribute('formaction') || form.action, location.href);
    if (form.method === 'post') {
      return go(address.href, {method: 'POST', body: new URLSearchParams(data)}, 'h1');
    }
    address.search = new URLSearchParams([...data].filter(([, value]) => value !== '')).toString();
    return go(address.href);
  }

  place.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain && !link.target && !link.hasAttribute('download') && within(link.href)) {
      event.preventDefault();
      go(link.href, undefined, link.closest('.tables, .tiles') ? '#list-title' : link.closest('.pages, .order') ? '#list-title' : 'h1');
    }
  });
  place.addEventListener('submit', event => {
    if (within(event.target.action)) {
      event.preventDefault();
      sent(event.target, event.submitter);
    }
  });
  place.addEventListener('change', event => {
    if (event.target.matches('[data-send]')) {
      sent(event.target.form);
    } else if (event.target.matches('[data-all]')) {
      event.target.form.querySelectorAll('input[name=task]').forEach(each => {
        each.checked = event.target.checked;
      });
      marked(place);
    } else if (event.target.name === 'task') {
      marked(place);
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && place.isConnected !== false) {
      plan();
    }
  });
  marked(place);
  plan();

  return {
    open: address => go(root + address),
    close: () => {
      turn++;
      clearTimeout(timer);
    }
  };
}
