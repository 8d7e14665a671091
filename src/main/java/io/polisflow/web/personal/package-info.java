/** Pages of personal data: consents, the file that a person may ask for, and erasure. */
package io.polisflow.web.personal;
