import {root} from './web-app.js';
import './idle.js';

// The web apps have a login form of their own; ours is the only one, so an ended session leads to it.
let lastHash = location.hash;

// What was open before the way to the provider and back, which loses it.
const opened = sessionStorage.getItem('polisflow.opened');
if (opened) {
  sessionStorage.removeItem('polisflow.opened');
  if (!location.hash || location.hash === '#/') {
    location.hash = opened;
  }
}

// One log-out for everything: the web app's own would leave the provider's session open.
document.addEventListener('click', event => {
  if (!event.target.closest || !event.target.closest('.logout')) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const token = document.cookie.split('; ').find(each => each.startsWith('POLISFLOW-CSRF='));
  const form = document.createElement('form');
  form.method = 'post';
  form.action = root + '/logout';
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = '_csrf';
  field.value = token ? decodeURIComponent(token.split('=')[1]) : '';
  form.append(field);
  document.body.append(form);
  form.submit();
}, true);

function leaveWhenSignedOff() {
  if (!location.hash.startsWith('#/login')) {
    lastHash = location.hash;
    return;
  }
  // Asking for the page again makes the server send us to the login page and remember where to return.
  history.replaceState(null, '', location.pathname + location.search + lastHash.replace(/^#\/login.*/, ''));
  location.reload();
}

window.addEventListener('hashchange', leaveWhenSignedOff);
leaveWhenSignedOff();

export default [];
