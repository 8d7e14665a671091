package io.polisflow.process.models.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;

/** What stories say of the delegates is what the delegates do, as far as their sources tell. */
class ScenarioEffectsTest {

    private static final Path PROCESS = Path.of("src/main/java/io/polisflow/process");
    private static final Pattern CONSTANT = Pattern.compile("(\\w+)\\s*=\\s*Variable\\.of\\(\\s*\"(\\w+)\"");
    private static final Pattern ALIAS = Pattern.compile("Variable<\\w+> (\\w+) = (\\w+)\\.(\\w+);");
    private static final Pattern SET = Pattern.compile("(\\w+)\\.([A-Z_]+)\\s*\\.set\\(\\s*execution");

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> delegates() throws IOException {
        return files(PROCESS, "Delegate.java").stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .map(StringUtils::uncapitalize)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Also those that no model of the product calls: an analyst's draft may. */
    @Test
    void everyDelegateHasAnEffectAndNoneIsLeftOver() throws IOException {
        assertThat(new TreeSet<>(Effects.beans())).isEqualTo(delegates());
    }

    /** A delegate that begins to write another variable must be told to the stories too. */
    @Test
    void whatADelegateWritesTheStoriesWriteToo() throws IOException {
        Map<String, String> names = variableNames();
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (Path source : files(PROCESS, "Delegate.java")) {
            String bean =
                    StringUtils.uncapitalize(source.getFileName().toString().replace(".java", ""));
            Set<String> told = toldBy(bean);
            Matcher set = SET.matcher(text(source));
            while (set.find()) {
                checked++;
                String name = names.get(set.group(1) + "." + set.group(2));
                if (name == null || !told.contains(name)) {
                    missing.add(bean + " writes " + set.group() + " " + name);
                }
            }
        }
        assertThat(checked).isGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    /** A variable that no code knows any more would make a story pass where the product does not. */
    @Test
    void whatTheStoriesWriteTheCodeKnows() throws IOException {
        String sources = files(PROCESS, ".java").stream()
                .filter(file -> !file.toString().contains("/models/"))
                .map(ScenarioEffectsTest::text)
                .collect(Collectors.joining());
        Set<String> unknown = new TreeSet<>();
        for (String bean : Effects.beans()) {
            ProductYaml.map(effect(bean).get("sets")).keySet().stream()
                    .filter(name -> !sources.contains("\"" + name + "\""))
                    .forEach(name -> unknown.add(bean + " " + name));
        }
        assertThat(unknown).isEmpty();
    }

    private static Map<String, String> variableNames() throws IOException {
        Map<String, String> names = new HashMap<>();
        Map<String, String> aliases = new HashMap<>();
        for (Path source : files(PROCESS, ".java")) {
            String type = source.getFileName().toString().replace(".java", "");
            Matcher constant = CONSTANT.matcher(text(source));
            while (constant.find()) {
                names.put(type + "." + constant.group(1), constant.group(2));
            }
            Matcher alias = ALIAS.matcher(text(source));
            while (alias.find()) {
                aliases.put(type + "." + alias.group(1), alias.group(2) + "." + alias.group(3));
            }
        }
        aliases.forEach((alias, of) -> names.put(alias, names.get(of)));
        return names;
    }

    private static Map<String, Object> effect(String bean) {
        return ProductYaml.map(ProductYaml.read("effects.yaml").get(bean));
    }

    private static Set<String> toldBy(String bean) {
        Map<String, Object> effect = effect(bean);
        Set<String> told = new HashSet<>(ProductYaml.map(effect.get("sets")).keySet());
        Object hands = effect.get("hands");
        if (hands instanceof List<?> list) {
            list.forEach(name -> told.add(String.valueOf(name)));
        }
        return told;
    }
}
