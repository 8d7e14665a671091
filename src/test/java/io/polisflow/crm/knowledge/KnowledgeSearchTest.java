package io.polisflow.crm.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.knowledge.Knowledge.Draft;
import io.polisflow.crm.knowledge.Knowledge.Found;
import io.polisflow.crm.knowledge.Knowledge.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the knowledge base finds, learns and refuses; each subclass runs it on a database that we support. */
abstract class KnowledgeSearchTest extends DatabaseTest {

    private static final String NOTHING_ELSE = "Пояснение без особых слов";

    @Autowired
    private Knowledge knowledge;

    private final List<Long> written = new ArrayList<>();

    /** Other tests share the database and the words of the first answers. */
    @AfterEach
    void forget() {
        written.forEach(id -> {
            jdbc.update("delete from knowledge_use where article_id = ?", id);
            jdbc.update("delete from knowledge_article where id = ?", id);
        });
    }

    private long written(String title, String body) {
        return written(title, body, null, null);
    }

    private long written(String title, String body, String product, String category) {
        long id = knowledge
                .create(new Draft(title, body, "", product, category), "head")
                .id();
        written.add(id);
        return id;
    }

    private List<Long> found(String text) {
        return ids(new Query(text, null, null));
    }

    private List<Long> ids(Query query) {
        return knowledge.find(query, 100).stream()
                .map(found -> found.article().id())
                .toList();
    }

    @Test
    void eachFormOfExpensiveFindsAnArticleWrittenWithAnyOther() {
        List<Long> articles = Stream.of("Слишком дорого", "Почему дороже", "Дорогой полис", "О дорогих условиях")
                .map(title -> written(title, NOTHING_ELSE))
                .toList();

        for (String word : List.of("дорого", "дороже", "дорогой", "ДОРОГАЯ", "дорогих", "подороже")) {
            assertThat(found(word)).as(word).containsAll(articles);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "франшизы, Что даёт франшиза",
        "дешевле, Дешёвое предложение",
        "платите, Страховая не платит",
        "выплату, Сроки выплат",
        "скидок, Когда уместна скидка",
        "конкурентами, Сильный конкурент",
        "документов, Какие нужны документы",
        "надежность, Надёжный страховщик",
        "легче, Лёгкое оформление",
        "проще, Простой договор"
    })
    void otherWordsAreFoundInAnotherForm(String query, String title) {
        long article = written(title, NOTHING_ELSE);

        assertThat(found(query)).contains(article);
    }

    @Test
    void wordsOfTheBodyAreFoundAndRankBelowThoseOfTheTitle() {
        long inBody = written("Разговор с финансовым директором", "Он скажет про аквапарк и попросит расчёт");
        long inTitle = written("Аквапарк: особенности", NOTHING_ELSE);

        assertThat(found("аквапарком")).containsExactly(inTitle, inBody);
    }

    @Test
    void strangersThatBeginAlikeAreNotFound() {
        long stranger = written("Центр обработки данных", NOTHING_ELSE);

        assertThat(found("цена")).doesNotContain(stranger);
    }

    @Test
    void moreOfTheWordsRankHigher() {
        long both = written("Градирня и котельная", NOTHING_ELSE);
        long one = written("Градирня", NOTHING_ELSE);

        assertThat(found("градирню с котельной")).containsExactly(both, one);
    }

    @Test
    void theCategoryRanksAndAnswersAloneWhenTheWordsFindNothing() {
        long other = written("Вертолёт", NOTHING_ELSE, null, "timing");
        long fitting = written("Вертолётная площадка", NOTHING_ELSE, null, "claims");

        assertThat(ids(new Query("вертолёт", "claims", null))).containsExactly(fitting, other);
        assertThat(ids(new Query("абракадабра", null, null))).isEmpty();
        assertThat(knowledge.find(new Query("абракадабра", "claims", null), 100))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.article().category()).isEqualTo("claims"));
    }

    @Test
    void articlesOfOtherProductsAreLeftOut() {
        long cargo = written("Аэростат и грузы", NOTHING_ELSE, "cargo", null);
        long general = written("Аэростат", NOTHING_ELSE);

        assertThat(ids(new Query("аэростат", null, "property"))).containsExactly(general);
        assertThat(ids(new Query("аэростат", null, "cargo"))).contains(cargo, general);
    }

    @Test
    void whatHelpedComesFirst() {
        long first = written("Дирижабль", NOTHING_ELSE);
        long second = written("Дирижабль", NOTHING_ELSE);
        assertThat(found("дирижабль")).containsExactly(first, second);

        knowledge.judge(first, "D-2026-000001", "manager", false);
        knowledge.judge(second, "D-2026-000001", "manager", true);
        knowledge.judge(second, "D-2026-000002", "manager", true);

        assertThat(found("дирижабль")).containsExactly(second, first);
        Found best = knowledge.get(second).orElseThrow();
        assertThat(best.shown()).isEqualTo(2);
        assertThat(best.helped()).isEqualTo(2);
        assertThat(best.helpedPercent()).isEqualTo(100);
        assertThat(knowledge.get(first).orElseThrow().helpedPercent()).isZero();
    }

    @Test
    void onePersonCountsOnceForADealAndMayChangeTheirMind() throws Exception {
        long article = written("Планетарий", NOTHING_ELSE);
        atOnce(() -> {
            knowledge.judge(article, "D-2026-000001", "manager", true);
            return null;
        });
        knowledge.shown(List.of(article), "D-2026-000001", "manager");
        assertThat(knowledge.get(article).orElseThrow())
                .extracting(Found::shown, Found::judged, Found::helped)
                .containsExactly(1L, 1L, 1L);

        knowledge.judge(article, "D-2026-000001", "manager", false);
        knowledge.judge(article, null, "manager", true);
        assertThat(knowledge.get(article).orElseThrow())
                .extracting(Found::shown, Found::judged, Found::helped)
                .containsExactly(2L, 2L, 1L);
    }

    @Test
    void anArticleTakenOutIsNotFoundAndAChangeIsFoundAtOnce() {
        long article = written("Обсерватория", NOTHING_ELSE);
        Draft draft = new Draft("Телескоп", NOTHING_ELSE, "оптика", null, "price");
        knowledge.change(article, 0, draft, true, "supervisor");
        assertThat(found("обсерватория")).isEmpty();
        assertThat(found("телескопы")).containsExactly(article);
        assertThat(found("оптику")).containsExactly(article);

        int version = knowledge.article(article).orElseThrow().version();
        knowledge.change(article, version, draft, false, "supervisor");
        assertThat(found("телескопы")).isEmpty();
    }

    @Test
    void twoAuthorsDoNotOverwriteEachOther() {
        long article = written("Обсерватория", NOTHING_ELSE);
        knowledge.change(article, 0, new Draft("Первая правка", NOTHING_ELSE, "", null, null), true, "head");

        assertThatThrownBy(() -> knowledge.change(
                        article, 0, new Draft("Вторая правка", NOTHING_ELSE, "", null, null), true, "supervisor"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("изменил другой сотрудник");
        assertThat(knowledge.article(article).orElseThrow().title()).isEqualTo("Первая правка");
    }

    @Test
    void anIncompleteArticleIsRefusedByItsField() {
        assertThatThrownBy(() -> written(" ", "Текст"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.field()).isEqualTo("title"));
        assertThatThrownBy(() -> written("Заголовок", null))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.field()).isEqualTo("body"));
        assertThatThrownBy(() -> written("Заголовок", "Текст", "dragons", null))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.field()).isEqualTo("product"));
        assertThatThrownBy(() -> written("Заголовок", "Текст", null, "dragons"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.field()).isEqualTo("category"));
    }

    @Test
    void anythingMayBeTypedIntoTheSearch() {
        for (String text : List.of("'; drop table deal; --", "& | ! :* ()", "\\", "а и но", "x".repeat(5000), "😀")) {
            assertThat(found(text)).as(text).isNotNull();
        }
    }

    @Test
    void theFirstAnswersComeWithTheProgram() {
        assertThat(ids(new Query(null, null, null))).hasSizeGreaterThanOrEqualTo(15);
        for (String category : List.of(
                "price", "competitor", "no-need", "deductible", "coverage", "claims", "paperwork", "timing", "other")) {
            assertThat(ids(new Query(null, category, null))).as(category).isNotEmpty();
        }
    }
}
