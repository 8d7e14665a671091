import {root} from '../../../polisflow/scripts/web-app.js';

// While a fresh machine is being filled with demo deals, a line in the footer says how far it is: in the bar, which is full of sections, it
// would make a second line that covers the filters.
export default [
  {
    id: 'polisflow-demo',
    pluginPoint: 'tasklist.navbar.action',
    priority: 400,
    render(node) {
      const line = document.createElement('span');
      line.setAttribute('role', 'status');
      line.style.cssText = 'position:fixed;bottom:2px;left:0;right:0;width:max-content;max-width:40%;margin:auto;z-index:1040;font-size:12px;color:#5f6b7a';
      node.appendChild(line);
      let timer;
      const look = async () => {
        const answer = await fetch(root + '/sandbox/demo').catch(() => null);
        const state = answer && answer.ok ? await answer.json() : {finished: true};
        line.textContent = state.finished ? '' : 'Готовим демонстрационные данные: ' + state.done + ' из ' + state.total;
        line.hidden = state.finished;
        if (!state.finished) {
          timer = setTimeout(look, 2000);
        }
      };
      look();
      this.stop = () => clearTimeout(timer);
    },
    unmount() {
      if (this.stop) {
        this.stop();
      }
    }
  }
];
