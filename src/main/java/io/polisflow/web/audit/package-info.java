/** The pages of the audit, its export and the command that checks it. */
package io.polisflow.web.audit;
