// Draw the page of the provider API from its OpenAPI description.
SwaggerUIBundle({
  domNode: document.getElementById('api'),
  url: document.getElementById('api').dataset.description,
  tryItOutEnabled: false,
});
