package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.testing.TinyImages;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts with images, in the forms in which data sets have them. */
class ImageRowsTest {
    private static final byte[] PNG = TinyImages.png(0xff0000);
    private static final byte[] JPEG = TinyImages.jpeg(0x00ff00);
    private static final String DATA = TinyImages.base64(PNG);
    private static final ImageContent A = kept(PNG, "png", "image/png");
    private static final ImageContent B = kept(JPEG, "jpg", "image/jpeg");
    private static final TextContent TEXT = TextContent.from("What is it?");

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("pics"));
        Files.write(folder.resolve("a.png"), PNG);
        Files.write(folder.resolve("pics/b c.jpg"), JPEG);
    }

    private static ImageContent kept(byte[] bytes, String extension, String mime) {
        return ImageContent.from(
                Image.builder()
                        .url(URI.create("images/" + Sha256.hex(bytes) + "." + extension))
                        .mimeType(mime)
                        .build(),
                DetailLevel.AUTO);
    }

    private static Message turn(Content... contents) {
        return Message.of(UserMessage.from(List.of(contents)));
    }

    private PromptSource source(String singleQuoted) throws IOException {
        Path file = folder.resolve("prompts.jsonl");
        Files.writeString(file, singleQuoted.replace('\'', '"').replace("$DATA", DATA) + "\n");
        return PromptSource.of(file);
    }

    private InputRow read(String singleQuoted) throws IOException {
        try (PromptReader reader = new InputFile(source(singleQuoted)).rows()) {
            return reader.next();
        }
    }

    private Prompt prompt(String singleQuoted) throws IOException {
        InputRow row = read(singleQuoted);
        assertThat(row).as(row.toString()).isInstanceOf(InputRow.Read.class);
        return ((InputRow.Read) row).prompt();
    }

    private String fault(String singleQuoted) throws IOException {
        InputRow row = read(singleQuoted);
        assertThat(row).as(row.toString()).isInstanceOf(InputRow.Bad.class);
        return ((InputRow.Bad) row).message();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,$DATA'}},{'type':'text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'input_image','image_url':'data:image/png;base64,$DATA'},{'type':'input_text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':'a.png'},{'type':'text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'$DATA'}},{'type':'text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image','image':'a.png'},{'type':'text','text':'What is it?','image':null}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image','path':'./pics/../a.png'},{'type':'text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image','base64':'$DATA'},{'type':'text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image','image':{'bytes':'$DATA','path':null}},{'type':'text','text':'What is it?'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'image'},{'type':'text','text':'What is it?'}]}],'images':['a.png']}",
                "{'prompt':[{'role':'user','content':[{'type':'image','text':null},{'type':'text','text':'What is it?'}]}],'images':[{'bytes':'$DATA','path':'gone.png'}]}",
                "{'prompt':[{'role':'user','content':'What is it?'}],'images':[{'bytes':null,'path':'a.png'}]}",
                "{'prompt':'What is it?','image':'a.png'}",
                "{'prompt':'What is it?','images':'a.png'}",
                "{'instruction':'<image>What is it?','images':['data:image/png;base64,$DATA']}",
                "{'conversations':[{'from':'human','value':'<image>\\nWhat is it?'}],'images':['a.png']}",
                "{'conversations':[{'from':'human','value':'<image>\\nWhat is it?'}],'image':'a.png'}"
            })
    void rows_imageInAnyForm_isTheSameTurn(String row) throws IOException {
        Prompt prompt = prompt(row);

        assertThat(prompt.messages()).containsExactly(turn(A, TEXT));
        assertThat(prompt.metadata()).isEmpty();
        assertThat(new InputFile(source(row)).scan().notes()).isEqualTo(InputNotes.NONE);
    }

    @Test
    void rows_ofARunWhoseImageCameAfterItsStart_stayBad() throws IOException {
        PromptSource source = source("{'prompt':'What is it?','image':'late.png'}");
        Path run = Files.createDirectories(folder.resolve("run"));
        try (RunInput input = RunInput.given(source, run, null, "", Optional.empty())) {
            input.keep();
            Files.write(folder.resolve("late.png"), PNG);
            try (PromptReader reader = input.rows()) {
                assertThat(reader.next())
                        .isInstanceOfSatisfying(
                                InputRow.Bad.class,
                                bad -> assertThat(bad.message())
                                        .startsWith("turn 1, image 1: images/ of the run's folder does not hold it"));
            }
        }
    }

    @Test
    void rows_absolutePathAndFileUrl_areTakenToo() throws IOException {
        String path = folder.resolve("a.png").toAbsolutePath().toString();
        assertThat(prompt("{'prompt':'What is it?','images':['" + path + "']}").messages())
                .isEqualTo(prompt("{'prompt':'What is it?','images':['file://" + path + "']}")
                        .messages())
                .isEqualTo(prompt("{'prompt':'What is it?','images':['file:a.png']}")
                        .messages())
                .isEqualTo(prompt("{'prompt':'What is it?','images':['file:./pics/../%61.png']}")
                        .messages())
                .containsExactly(turn(A, TEXT));
    }

    @Test
    void rows_textsAndImagesInTurn_keepTheirOrder() throws IOException {
        Message expected = turn(TextContent.from("First:"), A, TextContent.from("Then:"), B);

        assertThat(prompt(
                                "{'messages':[{'role':'user','content':[{'type':'text','text':'First:'},{'type':'image','image':'a.png'},"
                                        + "{'type':'text','text':'Then:'},{'type':'image','image':'pics/b c.jpg'}]}]}")
                        .messages())
                .containsExactly(expected);
        assertThat(prompt("{'prompt':'First:<image>Then:<image>','images':['a.png','pics/b c.jpg']}")
                        .messages())
                .containsExactly(expected);
    }

    @Test
    void rows_severalTurns_showTheirImagesEach() throws IOException {
        assertThat(prompt(
                                "{'system':'s','conversations':[{'from':'human','value':'<image>'},{'from':'gpt','value':'A dot.'},"
                                        + "{'from':'human','value':'And <image>?'}],'images':['a.png','pics/b c.jpg']}")
                        .messages())
                .containsExactly(
                        Message.system("s"),
                        turn(A),
                        Message.assistant("A dot."),
                        turn(TextContent.from("And "), B, TextContent.from("?")));
    }

    @Test
    void rows_addressAndDetail_areKeptAsTheyAre() throws IOException {
        Message turn = prompt(
                        "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://h.test/a.png?x=1','detail':'high'}}]}]}")
                .messages()
                .get(0);

        assertThat(turn.images()).containsExactly(ImageContent.from("https://h.test/a.png?x=1", DetailLevel.HIGH));
        assertThat(turn.inWords()).isEqualTo("[image https://h.test/a.png?x=1]");
    }

    @Test
    void rows_thatDifferInAnImageAlone_haveIdsOfTheirOwn() throws IOException {
        String one = prompt("{'prompt':'What is it?','images':['a.png']}").id();
        String other =
                prompt("{'prompt':'What is it?','images':['pics/b c.jpg']}").id();
        String none = prompt("{'prompt':'What is it?'}").id();

        assertThat(List.of(one, other, none)).doesNotHaveDuplicates();
        assertThat(none).isEqualTo("p-" + Sha256Of.turn("user", "What is it?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prompt':'Is <image> a tag?'}",
                "{'prompt':'Is <image> a tag?','images':[]}",
                "{'prompt':'Is <image> a tag?','images':'[]'}"
            })
    void rows_markWithoutImages_isText(String row) throws IOException {
        assertThat(prompt(row).messages()).containsExactly(Message.user("Is <image> a tag?"));
    }

    @Test
    void rows_fieldOfThatNameWithoutImages_isLeftOutAndTold() throws IOException {
        String row = "{'prompt':'Which tag?','image':'nginx:latest'}";

        assertThat(prompt(row).messages()).containsExactly(Message.user("Which tag?"));
        assertThat(prompt(row).metadata()).containsEntry("image", "nginx:latest");
        assertThat(new InputFile(source(row)).scan().notes().leftOut()).containsKey("image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'images':3",
                "'images':[null]",
                "'images':['']",
                "'images':['a.png','a cat']",
                "'image':true",
                "'image':{'width':3}",
                "'image':[{'caption':'cat'}]",
                "'image':{'path':'','url':null}",
                "'images':'[null]'"
            })
    void rows_fieldOfThatNameThatListsNoImages_isLeftOutAndTold(String field) throws IOException {
        String row = "{'prompt':'Which tag?'," + field + "}";

        assertThat(prompt(row).messages()).containsExactly(Message.user("Which tag?"));
        assertThat(prompt(row).metadata()).hasSize(1);
        assertThat(new InputFile(source(row)).scan().notes().leftOut()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'none'", "'n/a'", "[null]", "{'path':null}", "7", "'[]'"})
    void rows_markBesideAFieldWithoutImages_isText(String value) throws IOException {
        assertThat(prompt("{'prompt':'Explain the <image> tag','image':" + value + "}")
                        .messages())
                .containsExactly(Message.user("Explain the <image> tag"));
    }

    @Test
    void rows_emptyListAsATableHasIt_isNoList() throws IOException {
        String row = "{'prompt':'Which tag?','images':'[]'}";

        assertThat(prompt(row)).isEqualTo(prompt("{'prompt':'Which tag?'}"));
        assertThat(new InputFile(source(row)).scan().notes()).isEqualTo(InputNotes.NONE);
    }

    @Test
    void rows_markAndAPathWithoutAnEnding_isTheImage() throws IOException {
        Files.write(folder.resolve("pics/plain"), PNG);

        assertThat(prompt("{'prompt':'<image>What is it?','images':['pics/plain']}")
                        .messages())
                .containsExactly(turn(A, TEXT));
    }

    @Test
    void rows_markInOneTurnAndANamedPartInAnother_showBoth() throws IOException {
        String row =
                "{'messages':[{'role':'user','content':'<image>What is it?'},{'role':'assistant','content':'A dot.'},"
                        + "{'role':'user','content':[{'type':'text','text':'No <image>:'},{'type':'image','image':'pics/b c.jpg'}]}],"
                        + "'images':[%s]}";

        assertThat(prompt(row.formatted("'a.png'")).messages())
                .containsExactly(turn(A, TEXT), Message.assistant("A dot."), turn(TextContent.from("No <image>:"), B));
        assertThat(prompt(row.formatted("'a.png'")).metadata()).isEmpty();
        assertThat(fault(row.formatted("'a.png','a.png'")))
                .contains("\"images\" holds 2, and the turns have 1 times <image>; make the two agree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'bytes':'$DATA','path':null}]",
                "{'bytes':[1,2]}",
                "'data:image/png;base64,$DATA'",
                "[{'image_url':{'url':'data:image/png;base64,$DATA'}}]",
                "'$LONG'",
                "[null,'data:image/png;base64,$DATA']"
            })
    void rows_listThatIsNotUsed_leavesNoBytesInTheMetadata(String list) throws IOException {
        String row = "{'messages':[{'role':'user','content':[{'type':'image','image':'a.png'},"
                + "{'type':'text','text':'What is it?'}]}],'kept':1,'images':"
                + list.replace("$LONG", "iVBORw0K".repeat(60)) + "}";

        assertThat(prompt(row).messages()).containsExactly(turn(A, TEXT));
        assertThat(prompt(row).metadata()).containsOnlyKeys("kept");
        assertThat(new InputFile(source(row)).scan().notes().leftOut()).containsKey("images");
    }

    @Test
    void rows_imageTypes_areToldByTheirBytes() throws IOException {
        Files.write(folder.resolve("g.png"), TinyImages.gif(1));
        Files.write(folder.resolve("w"), TinyImages.webp());

        List<ImageContent> images = prompt(
                        "{'messages':[{'role':'user','content':[{'type':'image','image':'g.png'},{'type':'image','image':'w'}]}]}")
                .messages()
                .get(0)
                .images();

        assertThat(images).extracting(image -> image.image().mimeType()).containsExactly("image/gif", "image/webp");
        assertThat(images)
                .extracting(image -> image.image().url().toString())
                .satisfiesExactly(
                        gif -> assertThat(gif).endsWith(".gif"),
                        webp -> assertThat(webp).endsWith(".webp"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'prompt':'q','images':['gone.png']} | turn 1, image 1: "gone.png" is no file; it was looked for as
                    {'prompt':'<image><image>','images':['gone.png','also.png']} | image 2: "also.png" is no file
                    {'prompt':'q','images':['text.png']} | "text.png" is no PNG, JPEG, GIF or WebP, which are what providers take; convert it to PNG
                    {'prompt':'q','images':['empty.png']} | "empty.png" is empty
                    {'prompt':'q','images':['large.png']} | "large.png" has 20 MB, the most are 20; make the image smaller
                    {'prompt':'q','images':['pics.png']} | "pics.png" is no file
                    {'prompt':'q','images':['data:image/png;base64,*']} | its data: URI is no base64
                    {'prompt':'q','images':['data:image/png,abc']} | a data: URI of an image is data:image/png;base64,
                    {'prompt':'<image>','images':['s3://b/a.png']} | "s3://b/a.png" is no place that images are taken from
                    {'prompt':'q','images':['https://h.test/a b.png']} | is no URL
                    {'prompt':'<image> and <image>','images':['a.png']} | "images" holds 1, and the turns have 2 times <image>; make the two agree
                    {'prompt':'q','images':['a.png',null]} | "images", number 2, has an image that is null where a text belongs
                    {'prompt':'q','images':['',{'path':'a.png'}]} | "images", number 1, has an image that is a text
                    {'prompt':'q','images':['a.png',{'bytes':null,'path':null}]} | "images", number 2, has an image that is nothing where a text belongs
                    {'messages':[{'role':'user','content':[{'type':'image'}]}]} | the row has no "images"
                    {'messages':[{'role':'user','content':[{'type':'image'}]}],'images':['a.png','a.png']} | "images" holds 2, and the turns have one part
                    {'messages':[{'role':'system','content':[{'type':'image','image':'a.png'}]},{'role':'user','content':'q'}]} | turn 1 of "messages" (system) holds an image, and only a user's turn can show one
                    {'messages':[{'role':'user','content':'q'},{'role':'assistant','content':'<image>'},{'role':'user','content':'r'}],'images':['a.png']} | turn 2 has the mark <image>, and only a user's turn
                    {'messages':[{'role':'user','content':[{'type':'image_url','image_url':7}]}]} | has an image that is a number where a text belongs
                    {'messages':[{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'x'}}]}]} | has an image of unknown source
                    {'messages':[{'role':'user','content':[{'type':'image','image':'gone.png'}]},{'role':'user','content':'again'}]} | user and assistant turns must alternate; turn 1, image 1: "gone.png"
                    {'messages':[{'role':'user','content':[{'type':'video','video':'a'}]}]} | part of type "video", and only text and images can be asked
                    """)
    void rows_imageThatCannotBeUsed_saysWhereAndWhatToDo(String row, String said) throws IOException {
        Files.writeString(folder.resolve("text.png"), "no image at all");
        Files.createFile(folder.resolve("empty.png"));
        Files.write(folder.resolve("large.png"), new byte[(20 << 20) + 1]);
        Files.createDirectories(folder.resolve("pics.png"));

        assertThat(fault(row)).contains(said).doesNotContain("\n");
    }

    @Test
    void rows_toolsBesideImages_areTakenTogether() throws IOException {
        Prompt prompt = prompt(
                "{'messages':[{'role':'user','content':[{'type':'image','image':'a.png'},{'type':'text','text':'What is it?'}]},"
                        + "{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':{}}}]},{'role':'user','content':"
                        + "[{'type':'tool_result','tool_use_id':'1','content':'4'},{'type':'image','image':'a.png'}]}]}");

        assertThat(prompt.messages()).hasSize(4).startsWith(turn(A, TEXT)).endsWith(turn(A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'tool','content':[{'type':'image','image':'a.png'}]}",
                "{'role':'tool','content':[{'type':'text','text':'here'},{'type':'image_url','image_url':{'url':'a.png'}}]}",
                "{'role':'tool','content':{'type':'image','data':'iVBORw0K','mimeType':'image/png'}}",
                "{'role':'function','name':'f','content':[{'type':'input_image','image_url':'a.png'}]}",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'1','content':"
                        + "[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBORw0K'}}]}]}",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'1','content':"
                        + "{'type':'image','source':{'type':'url','url':'a.png'}}}]}"
            })
    void rows_imageThatAToolReturned_isAFaultOfTheRow(String turn) throws IOException {
        assertThat(fault(
                        "{'messages':[{'role':'user','content':'q'},{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':{}}}]},"
                                + turn + "]}"))
                .contains("turn 3 of \"messages\"")
                .contains("holds an image where only text can stand; put it into a user's turn")
                .doesNotContain("iVBORw0K");
    }

    @Test
    void rows_itemsOfOpenAisResponses_areAFaultOfTheRow() throws IOException {
        assertThat(
                        fault(
                                "{'messages':[{'role':'user','content':'q'},{'type':'function_call','call_id':'1','name':'f','arguments':'{}'},"
                                        + "{'type':'function_call_output','call_id':'1','output':[{'type':'input_image','image_url':'a.png'}]}]}"))
                .contains("turn 2 of \"messages\"");
    }

    @Test
    void rows_labelledPairs_haveImagesInTheirPrompts() throws IOException {
        PromptSource pairs = source(
                        "{'prompt':[{'role':'user','content':[{'type':'image'},{'type':'text','text':'What is it?'}]}],'images':['a.png'],"
                                + "'chosen':[{'role':'assistant','content':'A dot.'}],'rejected':[{'role':'assistant','content':'A cat.'}]}")
                .withPairs(PairFormat.named("trl"));

        try (PromptReader reader = new InputFile(pairs).rows()) {
            InputRow row = reader.next();
            assertThat(row).isInstanceOf(InputRow.Read.class);
            assertThat(((InputRow.Read) row).prompt().messages()).containsExactly(turn(A, TEXT));
            assertThat(((InputRow.Read) row).notes().leftOut()).isEmpty();
        }
    }

    @Test
    void scan_rowsWithImages_countsThem() throws IOException {
        InputScan scan = new InputFile(source("{'prompt':'q','images':['a.png']}\n{'prompt':'r'}\n"
                        + "{'prompt':'s','images':['https://h.test/a.png']}\n{'prompt':'t','images':['gone.png']}"))
                .scan();

        assertThat(List.of(scan.prompts(), scan.badRows(), scan.withImages(), scan.withImagesByUrl()))
                .containsExactly(3L, 1L, 2L, 1L);
    }

    /** The name of a prompt without images, as it has always been. */
    private static final class Sha256Of {
        static String turn(String role, String text) {
            var digest = Sha256.digest();
            for (String field : List.of(role, text)) {
                digest.update(
                        java.nio.ByteBuffer.allocate(4).putInt(field.length()).array());
                digest.update(Sha256.units(field));
            }
            byte[] hash = digest.digest();
            StringBuilder hex = new StringBuilder();
            IntStream.range(0, 8).forEach(i -> hex.append(String.format("%02x", hash[i])));
            return hex.toString();
        }
    }
}
