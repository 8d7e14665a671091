/** The business: clients, requests, deals and proposals, free of engine, HTTP and PDF; the ports it needs are declared here. */
package io.polisflow.crm;
