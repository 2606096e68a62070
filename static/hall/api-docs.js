// Starts Swagger UI on [data-api-docs]; sends the CSRF token with requests of a logged-in session.
(() => {
  const place = document.querySelector("[data-api-docs]");
  if (!place || !window.SwaggerUIBundle) return;
  const csrf = () => (document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/) || [])[1] || "";
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    filter: true,
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (request.method && request.method !== "GET") request.headers["X-CSRFToken"] = csrf();
      return request;
    },
  });
})();
