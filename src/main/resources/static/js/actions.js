// Buttons and dialogs that ask the API: a refusal is shown where the person is looking, and nothing typed is lost.
//
// [data-actions] holds the address under which its buttons ([data-post]) and forms ([data-action]) lie. A button with
// [data-dialog] opens that dialog: its [data-target] goes between the two, and the field fooBar begins with its
// [data-value-foo-bar]; a [data-post] sends those values as they are.
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
  const field = problem && problem.field ? form.elements[problem.field] : null;
  const label = field ? field.closest('label') : null;
  if (label) {
    place.id = form.closest('dialog').id + '-problem';
    label.append(place);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', place.id);
  } else {
    form.querySelector('.buttons').before(place);
  }
  show(place, problem);
  if (label) {
    field.focus();
  }
}

/** @return the button's data-value-… by field name */
function valuesOf(button) {
  const values = {};
  for (const [key, value] of Object.entries(button.dataset)) {
    if (/^value[A-Z]/.test(key)) {
      values[key[5].toLowerCase() + key.slice(6)] = value;
    }
  }
  return values;
}

function open(button) {
  const dialog = document.getElementById('dialog-' + button.dataset.dialog);
  const form = dialog.querySelector('form');
  // What was typed for one and the same thing stays; another one begins anew.
  if (dialog.dataset.target !== button.dataset.target) {
    form.reset();
    explain(form, null);
    for (const [name, value] of Object.entries(valuesOf(button))) {
      form.elements[name].value = value;
    }
  }
  if (button.dataset.target) {
    dialog.dataset.target = button.dataset.target;
  }
  for (const place of dialog.querySelectorAll('[data-shown]')) {
    place.textContent = button.dataset[place.dataset.shown] || '';
  }
  dialog.showModal();
}

function setUp(area) {
  if (area.dataset.ready) {
    return;
  }
  area.dataset.ready = 'true';
  for (const button of area.querySelectorAll('[data-dialog]')) {
    button.addEventListener('click', () => open(button));
  }
  for (const button of area.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => button.closest('dialog').close());
  }
  for (const button of area.querySelectorAll('[data-post]')) {
    button.addEventListener('click', async () => {
      button.disabled = true;
      const problem = await ask(address(area.dataset.actions, button.dataset.target, button.dataset.post), 'POST',
          valuesOf(button));
      if (!problem) {
        location.reload();
        return;
      }
      button.disabled = false;
      show(area.querySelector(':scope > .problem'), problem);
    });
  }
  for (const form of area.querySelectorAll('form[data-action]')) {
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const body = {};
      new FormData(form).forEach((value, name) => { body[name] = value === '' ? null : value; });
      const submit = form.querySelector('[type=submit]');
      submit.disabled = true;
      const target = form.closest('dialog').dataset.target;
      const problem = await ask(address(area.dataset.actions, target, form.dataset.action), form.dataset.method || 'POST', body);
      if (!problem) {
        location.reload();
        return;
      }
      submit.disabled = false;
      explain(form, problem);
    });
  }
}

function setUpIn(part) {
  part.querySelectorAll('[data-actions]').forEach(setUp);
}

setUpIn(document);
// A part that htmx has brought has buttons too.
document.addEventListener('htmx:load', event => setUpIn(event.detail.elt.parentNode || document));
