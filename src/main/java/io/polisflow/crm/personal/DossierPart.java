package io.polisflow.crm.personal;

import java.util.List;
import java.util.Map;

/** What one table knows of a person. @param rows column → value, as text */
record DossierPart(String table, String purpose, String term, List<Map<String, String>> rows) {}
