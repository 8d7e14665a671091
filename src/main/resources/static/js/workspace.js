// What every page of the workspace has: fragments are asked for with the token, and a failure is said in words.
(() => {
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

  document.addEventListener('htmx:configRequest', (event) => {
    const token = cookie();
    if (token && event.detail.verb !== 'get') {
      event.detail.headers['X-POLISFLOW-CSRF'] = decodeURIComponent(token.split('=')[1]);
    }
  });
  document.addEventListener('htmx:afterOnLoad', () => say(''));
  document.addEventListener('htmx:sendError', () => say('Нет связи с сервером. Введённое сохранено на странице: повторите, когда связь появится.'));
  document.addEventListener('htmx:timeout', () => say('Сервер не успел ответить. Введённое сохранено на странице: повторите действие.'));
  document.addEventListener('htmx:beforeOnLoad', (event) => {
    if (event.detail.xhr.status === 401) {
      // The page stays as it is: what was typed would be lost on the way to the login page.
      event.preventDefault();
      say('Сеанс закончился. Войдите в систему в соседней вкладке и повторите: введённое на этой странице сохранено.');
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
})();
