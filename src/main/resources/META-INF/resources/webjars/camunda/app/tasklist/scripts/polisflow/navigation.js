// The ways from Tasklist to the pages of the CRM: the same menu and the same search as there, as far as the person may use them.
import {root, sections, worksWithClients} from '../../../polisflow/scripts/web-app.js';

function link(section) {
  const made = document.createElement('a');
  made.href = section.href;
  // Outside Angular's routes: without a target the web app would take the link for one of its own.
  made.target = '_self';
  made.textContent = section.label;
  return made;
}

async function addSearch(node) {
  const {searchForm} = await import(root + '/js/search.js');
  // Beside the task: leaving the page would lose what is typed into its form.
  node.append(searchForm({target: '_blank'}));
}

export default [
  {
    id: 'polisflow-sections',
    pluginPoint: 'tasklist.navbar.action',
    priority: 300,
    async render(node) {
      const menu = document.createElement('nav');
      menu.className = 'polisflow-sections';
      menu.setAttribute('aria-label', 'Разделы');
      node.appendChild(menu);
      menu.append(...(await sections()).map(link));
    },
    unmount() {}
  },
  {
    id: 'polisflow-search',
    pluginPoint: 'tasklist.navbar.action',
    priority: 350,
    async render(node) {
      if (await worksWithClients()) {
        addSearch(node).catch(() => {
          // The tasks work without it, and the search has a page of its own.
        });
      }
    },
    unmount() {}
  }
];
