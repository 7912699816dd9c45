// The page's own button opens the chat, as a site that embeds the widget would do it.
document.querySelector('[data-open-chat]').addEventListener('click', () => {
  const widget = document.querySelector('centralino-widget');
  const launcher = widget?.shadowRoot.querySelector('.launcher');
  if (launcher?.getAttribute('aria-expanded') === 'false') launcher.click();
});
