/** Who changed and who saw what, kept for good: rows are only added, chained by hashes, and a check finds each that was tampered with. */
package io.polisflow.crm.audit;
