// The way from Tasklist to the pages of the CRM.
export default [
  {
    id: 'polisflow-deals',
    pluginPoint: 'tasklist.navbar.action',
    priority: 300,
    render(node) {
      const link = document.createElement('a');
      const root = (document.querySelector('base').getAttribute('app-root') || '/camunda').replace(/\/camunda$/, '');
      link.href = root + '/crm/deals';
      // Outside Angular's routes: without a target the web app would take the link for one of its own.
      link.target = '_self';
      link.textContent = 'Сделки';
      node.appendChild(link);
    },
    unmount() {}
  }
];
