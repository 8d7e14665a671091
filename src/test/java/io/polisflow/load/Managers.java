package io.polisflow.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/** So many managers beside the demo staff; as theirs, a password is the name. */
final class Managers {

    private static final List<String> STAFF =
            List.of("manager", "manager2", "underwriter", "lawyer", "head", "supervisor");

    private final Random chance = new Random(3);
    private final List<Desk> managers = new ArrayList<>();
    private final Map<String, Desk> desks = new HashMap<>();

    Managers(JdbcTemplate jdbc, HttpClient http, URI product, int number) {
        List<Object[]> users = new ArrayList<>();
        List<Object[]> members = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            String name = "manager-" + i;
            users.add(new Object[] {name, "Имя" + i, "Фамилия" + i, name + "@polisflow.example", hash(name + name), name
            });
            members.add(new Object[] {name});
            Desk desk = new Desk(http, product, name);
            managers.add(desk);
            desks.put(name, desk);
        }
        STAFF.forEach(name -> desks.put(name, new Desk(http, product, name)));
        jdbc.batchUpdate(
                "insert into act_id_user (id_, rev_, first_, last_, email_, pwd_, salt_) values (?, 1, ?, ?, ?, ?, ?)",
                users);
        jdbc.batchUpdate("insert into act_id_membership (user_id_, group_id_) values (?, 'sales')", members);
    }

    /** As the engine keeps passwords. */
    private static String hash(String salted) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(salted.getBytes(StandardCharsets.UTF_8));
            return "{SHA-512}" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Desk anybody() {
        synchronized (chance) {
            return managers.get(chance.nextInt(managers.size()));
        }
    }

    /** @return null when nobody of that name works here */
    Desk of(String user) {
        return desks.get(user);
    }
}
