/** The pages on which analysts change how the company sells: models, drafts of models, and their way into force. */
package io.polisflow.web.models;
