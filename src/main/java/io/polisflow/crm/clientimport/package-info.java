/** Bringing many clients in from a file: what each row would come to, and then what came of it. */
package io.polisflow.crm.clientimport;
