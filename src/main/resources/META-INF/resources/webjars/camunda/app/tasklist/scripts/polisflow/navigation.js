// The ways from Tasklist to the pages of the CRM: the same menu as there, as far as the signed-on person may open it.
import {sections} from '../../../polisflow/scripts/web-app.js';

function link(section) {
  const made = document.createElement('a');
  made.href = section.href;
  // Outside Angular's routes: without a target the web app would take the link for one of its own.
  made.target = '_self';
  made.textContent = section.label;
  return made;
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
  }
];
