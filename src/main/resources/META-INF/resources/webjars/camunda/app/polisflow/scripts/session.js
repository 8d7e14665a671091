import {root} from './web-app.js';
import './idle.js';

// The web apps have a login form of their own; ours is the only one, so an ended session leads to it.
let lastHash = location.hash;
let loggedOut = false;

document.addEventListener('click', event => {
  if (event.target.closest && event.target.closest('.logout')) {
    loggedOut = true;
  }
}, true);

function leaveWhenSignedOff() {
  if (!location.hash.startsWith('#/login')) {
    lastHash = location.hash;
    return;
  }
  if (loggedOut) {
    location.replace(root + '/login?logout');
  } else {
    // Asking for the page again makes the server send us to the login page and remember where to return.
    history.replaceState(null, '', location.pathname + location.search + lastHash.replace(/^#\/login.*/, ''));
    location.reload();
  }
}

window.addEventListener('hashchange', leaveWhenSignedOff);
leaveWhenSignedOff();

export default [];
