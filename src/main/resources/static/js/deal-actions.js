// The buttons of a deal's page: each asks the API and shows its refusal where the person is looking; nothing typed is lost.
const bar = document.querySelector('[data-actions]');

function token() {
  const cookie = document.cookie.split('; ').find(c => c.startsWith('POLISFLOW-CSRF='));
  return cookie ? decodeURIComponent(cookie.split('=')[1]) : '';
}

async function ask(action, body) {
  const answer = await fetch(bar.dataset.actions + '/' + action, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-POLISFLOW-CSRF': token()},
    body: JSON.stringify(body || {})
  });
  if (answer.ok) {
    location.reload();
    return null;
  }
  const problem = await answer.json().catch(() => null);
  return problem || {detail: 'Сервер не ответил. Попробуйте ещё раз.'};
}

function show(place, problem) {
  place.textContent = problem ? problem.detail : '';
  place.hidden = !problem;
}

function setUp() {
  for (const button of bar.querySelectorAll('[data-dialog]')) {
    button.addEventListener('click', () => document.getElementById('dialog-' + button.dataset.dialog).showModal());
  }
  for (const button of bar.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => button.closest('dialog').close());
  }
  for (const button of bar.querySelectorAll('[data-post]')) {
    button.addEventListener('click', async () => {
      button.disabled = true;
      show(bar.querySelector(':scope > .problem'), await ask(button.dataset.post));
      button.disabled = false;
    });
  }
  for (const form of bar.querySelectorAll('form[data-action]')) {
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const body = {};
      new FormData(form).forEach((value, name) => { body[name] = value === '' ? null : value; });
      const submit = form.querySelector('[type=submit]');
      submit.disabled = true;
      const problem = await ask(form.dataset.action, body).catch(() => ({detail: 'Нет связи с сервером. Попробуйте ещё раз.'}));
      submit.disabled = false;
      show(form.querySelector('.problem'), problem);
      for (const field of form.elements) {
        field.removeAttribute('aria-invalid');
      }
      const field = problem && problem.field && form.elements[problem.field];
      if (field) {
        field.setAttribute('aria-invalid', 'true');
        field.focus();
      }
    });
  }
  const reason = bar.querySelector('[name=lossReason]');
  reason.addEventListener('change', () => {
    const chosen = reason.selectedOptions[0];
    bar.querySelector('[data-competitor]').hidden = reason.value !== 'competitor';
    if (chosen.dataset.months) {
      bar.querySelector('[name=recontactMonths]').value = chosen.dataset.months;
    }
  });
}

if (bar) {
  setUp();
}
