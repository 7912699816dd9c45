// Other sites write this line into their pages; this one tries out any widget of its server: /demo?widget=KEY.
const line = document.createElement('script');
line.src = '/widget.js';
line.dataset.widget = new URLSearchParams(location.search).get('widget') ?? 'demo';
document.head.append(line);

// The page's own button opens the chat, as a site that embeds the widget would do it.
document.querySelector('[data-open-chat]').addEventListener('click', () => {
  const widget = document.querySelector('centralino-widget');
  const launcher = widget?.shadowRoot.querySelector('.launcher');
  if (launcher?.getAttribute('aria-expanded') === 'false') launcher.click();
});
