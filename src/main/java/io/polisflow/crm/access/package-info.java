/** Who sees which deals and clients: one rule, written once as a condition of a query. */
package io.polisflow.crm.access;
