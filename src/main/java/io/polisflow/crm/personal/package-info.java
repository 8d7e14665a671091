/** Personal data by law 152-FZ: consents for each purpose, what they permit, a person's own file, erasure and retention. */
package io.polisflow.crm.personal;
