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

/** Cockpit's address names what is shown, so that it can be sent to somebody and back leads back. */
const hashOf = address => '#' + ROUTE + address.slice(PAGE.length);
const shownIn = hash => hash.startsWith('#' + ROUTE) ? PAGE + hash.slice(ROUTE.length + 1) : null;

async function page(node) {
  const host = element('div', {className: 'polisflow-deadlines'});
  const shadow = host.attachShadow({mode: 'open'});
  shadow.append(sheet('/css/crm.css'), sheet('/css/deadlines.css'));
  node.append(host);
  const {show} = await import(root + '/js/deadlines/board.js');
  let shown;
  const board = show(shadow, {
    root,
    moved(address) {
      if (address !== shown) {
        shown = address;
        // Without Angular's router, which would draw the page anew.
        history.replaceState(null, '', hashOf(address));
      }
    }
  });
  board.open(shownIn(location.hash) || PAGE);
  return board;
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

let leave = () => {};

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
    render(node) {
      const opened = page(node);
      leave = () => opened.then(board => board.close());
    },
    unmount() {
      leave();
    }
  },
  {
    id: 'polisflow-deadlines-tile',
    pluginPoint: 'cockpit.dashboard',
    priority: 200,
    render: tile,
    unmount() {}
  }
] : [];
