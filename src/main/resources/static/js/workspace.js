// What every page of the workspace has: fragments are asked for with the token, and a failure is said in words.
(() => {
  // Asked before a page is sent whole: cheap, and answered to everybody who is signed on.
  const PROBE = new URL('../api/calls/incoming', document.currentScript.src);
  const ENDED = 'Сеанс закончился. Войдите в систему в соседней вкладке и повторите: введённое на этой странице сохранено.';
  const NO_ANSWER = 'Нет связи с сервером. Введённое сохранено на странице: повторите, когда связь появится.';

  const cookie = () => document.cookie.split('; ').find(each => each.startsWith('POLISFLOW-CSRF='));

  const say = (text) => {
    let place = document.getElementById('notice');
    if (!place) {
      place = document.createElement('p');
      place.id = 'notice';
      place.className = 'notice';
      place.setAttribute('role', 'alert');
      document.body.append(place);
    }
    place.textContent = text;
    place.hidden = !text;
  };

  // Measures come as data: the policy of our pages allows no style attributes.
  const measure = (part) => [part, ...part.querySelectorAll('[data-style]')].forEach(each => {
    if (each.dataset?.style) {
      each.style.cssText = each.dataset.style;
    }
  });
  measure(document.documentElement);
  document.addEventListener('htmx:load', (event) => measure(event.detail.elt));

  document.addEventListener('htmx:configRequest', (event) => {
    const token = cookie();
    if (token && event.detail.verb !== 'get') {
      event.detail.headers['X-POLISFLOW-CSRF'] = decodeURIComponent(token.split('=')[1]);
    }
  });
  // Typed before the page listened: the search would wait for a further key.
  document.addEventListener('htmx:load', (event) => {
    if (event.target !== document.body) {
      return;
    }
    const typed = [...document.querySelectorAll('form[hx-get] input[type=search]')].filter(field => field.value !== field.defaultValue);
    new Set(typed.map(field => field.form)).forEach(form => form.requestSubmit());
  });
  document.addEventListener('htmx:afterOnLoad', () => say(''));
  document.addEventListener('htmx:sendError', () => say(NO_ANSWER));
  document.addEventListener('htmx:timeout', () => say('Сервер не успел ответить. Введённое сохранено на странице: повторите действие.'));
  document.addEventListener('htmx:beforeOnLoad', (event) => {
    if (event.detail.xhr.status === 401) {
      // The page stays as it is: what was typed would be lost on the way to the login page.
      event.preventDefault();
      say(ENDED);
    }
  });
  document.addEventListener('htmx:responseError', (event) => {
    if (event.detail.xhr.status === 401) {
      return;
    }
    let problem = {};
    try {
      problem = JSON.parse(event.detail.xhr.responseText);
    } catch {
      // Not an answer of ours.
    }
    say(problem.detail || 'Не получилось. Повторите действие; если не поможет, обновите страницу.');
  });

  /** @return why a form sent now would not arrive, or an empty text */
  async function hindrance() {
    try {
      const answer = await fetch(PROBE, { headers: { Accept: 'application/json' } });
      if (answer.status === 503) {
        return (await answer.json().catch(() => ({}))).detail || NO_ANSWER;
      }
      return answer.status === 401 ? ENDED : '';
    } catch {
      return NO_ANSWER;
    }
  }

  // The way to the login page, or to nowhere, would lose what was typed. Pressed again meanwhile, it is still sent once.
  const RELEASED_AFTER = 30000;
  const underWay = new WeakMap();
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || !form.closest('main') || underWay.get(form) === 'sure') {
      return;
    }
    event.preventDefault();
    if (underWay.has(form)) {
      return;
    }
    underWay.set(form, 'asked');
    const why = await hindrance();
    say(why);
    if (why) {
      underWay.delete(form);
      return;
    }
    const token = cookie();
    if (token && form.elements._csrf) {
      // Whoever has signed on anew meanwhile has another one.
      form.elements._csrf.value = decodeURIComponent(token.split('=')[1]);
    }
    underWay.set(form, 'sure');
    form.requestSubmit(event.submitter);
    underWay.set(form, 'sent');
    // For whoever comes back to the page, or stopped it.
    const release = () => underWay.delete(form);
    window.addEventListener('pageshow', release, { once: true });
    setTimeout(release, RELEASED_AFTER);
  });
})();
