package io.polisflow.crm.document;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the stored files are under the active key.
 *
 * @param active null when files are stored as they are
 * @param configured ids of the keys that are here
 * @param files key → number of files; the empty key stands for plain ones
 * @param unreadable files that the last pass had to leave, since their key is not here or they are not as they were stored
 */
public record EncryptionProgress(String active, Set<String> configured, Map<String, Long> files, long unreadable) {

    public long total() {
        return files.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @return how many files are plain or under another key than the active one */
    public long pending() {
        return active == null ? 0 : total() - files.getOrDefault(active, 0L);
    }

    /** @return keys under which files lie and that are not here */
    public Set<String> missing() {
        Set<String> missing = new TreeSet<>(files.keySet());
        missing.remove("");
        missing.removeAll(configured);
        return missing;
    }

    /** @return keys that are here, are not active and open no file any more: they may be taken out of the configuration */
    public Set<String> removable() {
        Set<String> removable = new TreeSet<>(configured);
        removable.removeIf(id -> id.equals(active) || files.containsKey(id));
        return removable;
    }
}
