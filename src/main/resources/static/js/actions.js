// Buttons and dialogs that ask the API: a refusal is shown where the person is looking, and nothing typed is lost.
//
// [data-actions] holds the address under which its buttons ([data-post]) and forms ([data-action]) lie. A button with
// [data-dialog] opens that dialog: its [data-target] goes between the two, and the field fooBar begins with its
// [data-value-foo-bar]; a [data-post] sends those values as they are, by its [data-method]. Fields with [data-many] are sent
// as a list. A dialog hears actions:opened (detail as the button's data). Whatever is done is told by actions:done (target, action)
// on the area, after which the page is loaded anew, and says the [data-done], unless somebody prevents it.
//
// A page may ask by itself: the events actions:open (detail as a button's data) and actions:post (target, post) on the area do
// what a button would, and what is refused without a dialog is told by actions:refused (target, problem).
function token() {
  const cookie = document.cookie.split('; ').find(c => c.startsWith('POLISFLOW-CSRF='));
  return cookie ? decodeURIComponent(cookie.split('=')[1]) : '';
}

/** @return {problem} when it was refused, else {reply}: what was answered, null when that is nothing */
async function send(address, method, body) {
  try {
    const answer = await fetch(address, {
      method,
      headers: {'Content-Type': 'application/json', 'X-POLISFLOW-CSRF': token()},
      body: method === 'DELETE' || method === 'GET' ? undefined : JSON.stringify(body || {})
    });
    if (answer.ok && !answer.redirected) {
      return {reply: answer.status === 204 ? null : await answer.json().catch(() => null)};
    }
    return {problem: await answer.json().catch(() => ({detail: 'Сервер не ответил. Попробуйте ещё раз.'}))};
  } catch {
    return {problem: {detail: 'Нет связи с сервером. Попробуйте ещё раз.'}};
  }
}

async function ask(address, method, body) {
  return (await send(address, method, body)).problem;
}

function address(...parts) {
  return parts.filter(part => part).join('/');
}

function show(place, problem) {
  place.textContent = problem ? problem.detail || problem.title || 'Не получилось. Попробуйте ещё раз.' : '';
  place.hidden = !problem;
}

/** Puts the refusal under the field at fault, else at the end of the form. */
function explain(form, problem) {
  const place = form.querySelector('.problem');
  for (const field of form.elements) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
  for (const group of form.querySelectorAll('fieldset[aria-describedby]')) {
    group.removeAttribute('aria-describedby');
  }
  const named = problem && problem.field ? form.elements[problem.field] : null;
  // Boxes of one name are a list, and their fieldset is what is at fault.
  const field = named instanceof RadioNodeList ? named[0] : named;
  const label = field && field.type !== 'hidden' ? field.closest(field.type === 'checkbox' ? 'fieldset' : 'label') : null;
  if (label) {
    place.id = form.closest('dialog').id + '-problem';
    label.append(place);
    if (label.matches('fieldset')) {
      label.setAttribute('aria-describedby', place.id);
    } else {
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', place.id);
    }
  } else {
    form.querySelector('.buttons').before(place);
  }
  show(place, problem);
  if (label) {
    field.focus();
  }
}

/** @return the button's data-value-… by field name */
function valuesOf(data) {
  const values = {};
  for (const [key, value] of Object.entries(data)) {
    if (/^value[A-Z]/.test(key)) {
      values[key[5].toLowerCase() + key.slice(6)] = value;
    }
  }
  return values;
}

/** @param data the button's, or what an event brings in its stead */
function open(data) {
  const dialog = document.getElementById('dialog-' + data.dialog);
  const form = dialog.querySelector('form');
  // What was typed for one and the same thing stays; another one begins anew.
  if (dialog.dataset.target !== data.target) {
    form.reset();
    explain(form, null);
    for (const [name, value] of Object.entries(valuesOf(data))) {
      form.elements[name].value = value;
    }
  }
  if (data.target) {
    dialog.dataset.target = data.target;
  }
  for (const place of dialog.querySelectorAll('[data-shown]')) {
    place.textContent = data[place.dataset.shown] || '';
  }
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent('actions:opened', {detail: data}));
}

function bodyOf(form) {
  const body = {};
  for (const field of form.querySelectorAll('[data-many]')) {
    body[field.name] = [];
  }
  new FormData(form).forEach((value, name) => {
    if (Array.isArray(body[name])) {
      body[name].push(value);
    } else {
      body[name] = value === '' ? null : value;
    }
  });
  return body;
}

/** Shows the page as it is now, and says there what was done. */
function reload(words) {
  try {
    sessionStorage.setItem('polisflow-done', words || '');
  } catch {
    // The page itself shows it.
  }
  location.reload();
}

/** @return whether somebody else takes care of what the page shows now */
function done(area, target, action, words) {
  const told = area.dispatchEvent(
      new CustomEvent('actions:done', {cancelable: true, bubbles: true, detail: {target, action}}));
  if (told) {
    reload(words);
  }
  return !told;
}

function sayWhatWasDone() {
  let words = null;
  try {
    words = sessionStorage.getItem('polisflow-done');
    sessionStorage.removeItem('polisflow-done');
  } catch {
    // Without storage there is nothing to say.
  }
  if (!words) {
    return;
  }
  const place = document.createElement('p');
  place.className = 'notice done';
  place.setAttribute('role', 'status');
  document.body.append(place);
  // A screen reader hears only what appears in a place that it knows.
  setTimeout(() => { place.textContent = words; }, 100);
  setTimeout(() => place.remove(), 10000);
}

function setUp(area) {
  if (area.dataset.ready) {
    return;
  }
  area.dataset.ready = 'true';
  for (const button of area.querySelectorAll('[data-dialog]')) {
    button.addEventListener('click', () => open(button.dataset));
  }
  for (const button of area.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => button.closest('dialog').close());
  }
  for (const button of area.querySelectorAll('[data-post]')) {
    button.addEventListener('click', async () => {
      button.disabled = true;
      const problem = await ask(address(area.dataset.actions, button.dataset.target, button.dataset.post),
          button.dataset.method || 'POST', valuesOf(button.dataset));
      if (!problem) {
        done(area, button.dataset.target, button.dataset.post, button.dataset.done);
        return;
      }
      button.disabled = false;
      show(area.querySelector(':scope > .problem'), problem);
    });
  }
  for (const form of area.querySelectorAll('form[data-action]')) {
    // Whoever mends what was refused need not read the refusal any longer.
    form.addEventListener('input', event => {
      if (event.target.closest('[aria-describedby]')) {
        explain(form, null);
      }
    });
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const body = bodyOf(form);
      const submit = form.querySelector('[type=submit]');
      submit.disabled = true;
      const dialog = form.closest('dialog');
      const target = dialog.dataset.target;
      const problem = await ask(address(area.dataset.actions, target, form.dataset.action), form.dataset.method || 'POST', body);
      if (problem) {
        submit.disabled = false;
        explain(form, problem);
      } else if (done(area, target, form.dataset.action, form.dataset.done)) {
        submit.disabled = false;
        delete dialog.dataset.target;
        form.reset();
        explain(form, null);
        dialog.close();
      }
    });
  }
  area.addEventListener('actions:open', event => open(event.detail));
  area.addEventListener('actions:post', async event => {
    const {target, post} = event.detail;
    const problem = await ask(address(area.dataset.actions, target, post), 'POST');
    if (problem) {
      area.dispatchEvent(new CustomEvent('actions:refused', {detail: {target, problem}}));
    } else {
      done(area, target, post);
    }
  });
}

function setUpIn(part) {
  part.querySelectorAll('[data-actions]').forEach(setUp);
}

setUpIn(document);
sayWhatWasDone();
// A part that htmx has brought has buttons too.
document.addEventListener('htmx:load', event => setUpIn(event.detail.elt.parentNode || document));
