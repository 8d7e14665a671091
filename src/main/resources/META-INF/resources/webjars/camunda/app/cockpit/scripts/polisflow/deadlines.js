// «Сроки» in Cockpit: an entry in the bar, a page that shows the workspace's own part, and a tile on the dashboard; for those only
// whom the workspace shows its page to. A shadow root keeps Cockpit's looks out of the page and the page's out of Cockpit.
import {root, sections} from '../../../polisflow/scripts/web-app.js';

const ROUTE = '/deadlines';
const PAGE = '/crm/deadlines';

const watches = (await sections()).some(section => section.href === root + PAGE);

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

const sheet = path => element('link', {rel: 'stylesheet', href: root + path});

/** Cockpit's address names what is shown, so that it can be sent to somebody; its router knows one path, so pages below ours go along as `at`. */
function hashOf(address) {
  const rest = address.slice(PAGE.length);
  return '#' + ROUTE + (rest.startsWith('/') ? '?at=' + encodeURIComponent(rest) : rest);
}

function shownIn(hash) {
  if (!hash.startsWith('#' + ROUTE)) {
    return PAGE;
  }
  const rest = hash.slice(ROUTE.length + 1);
  const below = new URLSearchParams(rest).get('at');
  return PAGE + (below?.startsWith('/') ? below : rest);
}

/** Cockpit's router may write the same question in another order or with other escapes. */
function question(address) {
  const url = new URL(address, location.origin);
  url.searchParams.sort();
  return url.pathname + '?' + url.searchParams;
}

/** The page that is open. Cockpit's router draws a route anew when it next notices a changed address: what was marked must outlive it. */
let opened;

async function page(node) {
  const address = shownIn(location.hash);
  if (opened) {
    node.append(opened.host);
    if (question(opened.shown) !== question(address)) {
      opened.shown = address;
      opened.board?.open(address);
    }
    return;
  }
  const host = element('div', {className: 'polisflow-deadlines'});
  const shadow = host.attachShadow({mode: 'open'});
  shadow.append(sheet('/css/crm.css'), sheet('/css/deadlines.css'));
  const mine = {host, shown: address};
  opened = mine;
  node.append(host);
  const {show} = await import(root + '/js/deadlines/board.js');
  if (opened !== mine) {
    return;
  }
  mine.board = show(shadow, {
    root,
    moved(to) {
      if (to !== mine.shown) {
        mine.shown = to;
        // Without a step in the history: back leads out of the page.
        history.replaceState(null, '', hashOf(to));
      }
    }
  });
  mine.board.open(mine.shown);
}

/** What is drawn anew comes back, however long that takes; who has gone elsewhere is there already. */
function leave() {
  if (opened && !location.hash.startsWith('#' + ROUTE)) {
    opened.board?.close();
    opened = undefined;
  }
}

async function tile(node) {
  const answer = await fetch(root + PAGE + '/tile', {headers: {'HX-Request': 'true'}});
  if (!answer.ok) {
    return;
  }
  const host = element('div', {className: 'polisflow-deadlines-tile'});
  const shadow = host.attachShadow({mode: 'open'});
  const part = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-part]');
  for (const link of part.querySelectorAll('a')) {
    link.setAttribute('href', hashOf(link.getAttribute('href').slice(root.length)));
  }
  shadow.append(sheet('/css/crm.css'), sheet('/css/deadlines.css'), document.importNode(part, true));
  node.append(host);
}

export default watches ? [
  {
    id: 'polisflow-deadlines-entry',
    pluginPoint: 'cockpit.navigation',
    priority: 50,
    render(node) {
      node.append(element('a', {href: '#' + ROUTE, textContent: 'Сроки'}));
    },
    unmount() {}
  },
  {
    id: 'polisflow-deadlines',
    pluginPoint: 'cockpit.route',
    priority: 100,
    properties: {path: ROUTE},
    render: page,
    unmount: leave
  },
  {
    id: 'polisflow-deadlines-tile',
    pluginPoint: 'cockpit.dashboard',
    priority: 200,
    render: tile,
    unmount() {}
  }
] : [];
