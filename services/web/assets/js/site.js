// Enhances pages that work without it: focus on the error summary, double-click guard,
// "hide this page", counted characters.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  SkipLink,
  createAll
} from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [
  Button,
  CharacterCount,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  SkipLink
]) {
  createAll(component)
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
