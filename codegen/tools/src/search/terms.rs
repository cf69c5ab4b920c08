//! The one table of words that mean the same, in English and Korean, and what it makes of a query.

use std::collections::BTreeMap;

use super::{
    SYNONYM,
    words::{is_hangul, pieces, singular},
};

/// Words that mean the same.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// In English, as names and texts of specs have them; the first is what the others are understood as.
    pub english: &'static [&'static str],
    /// In Korean.
    pub korean: &'static [&'static str],
}

const fn term(english: &'static [&'static str], korean: &'static [&'static str]) -> Term {
    Term { english, korean }
}

/// A Korean word stands in one line. English ones may stand in several: each line says what its first word is called too.
const TERMS: &[Term] = &[
    term(&["list"], &["목록", "리스트", "전체"]),
    term(
        &["get", "show", "describe", "read", "detail", "list"],
        &["조회", "보기", "확인", "상세"],
    ),
    term(
        &["create", "add", "make", "register"],
        &["생성", "만들기", "신규"],
    ),
    term(&["add", "create", "attach", "register"], &["추가"]),
    term(&["register", "create", "add"], &["등록"]),
    term(
        &["delete", "remove", "terminate", "destroy", "drop"],
        &["삭제", "제거"],
    ),
    term(&["terminate", "return", "delete"], &["반납", "해지"]),
    term(
        &["change", "update", "modify", "set", "edit", "put", "patch"],
        &["변경", "수정", "편집", "갱신"],
    ),
    term(
        &["set", "config", "setting", "configuration", "update"],
        &["설정"],
    ),
    term(&["start", "run"], &["시작", "기동"]),
    term(&["stop", "terminate"], &["정지", "중지", "종료"]),
    term(&["reboot", "restart"], &["재시작", "재부팅"]),
    term(&["run", "execute", "start", "invoke"], &["실행"]),
    term(
        &["attach", "associate", "connect", "bind"],
        &["연결", "부착"],
    ),
    term(&["allocate", "assign", "associate"], &["할당"]),
    term(
        &[
            "detach",
            "disassociate",
            "release",
            "remove",
            "disconnect",
            "unbind",
        ],
        &["해제", "분리"],
    ),
    term(&["enable", "activate", "on"], &["활성화"]),
    term(&["disable", "deactivate", "off"], &["비활성화"]),
    term(&["copy", "clone", "duplicate"], &["복사", "복제"]),
    term(&["send", "publish"], &["발송", "전송", "보내기"]),
    term(&["search", "find", "query", "lookup"], &["검색", "찾기"]),
    term(&["upload", "put"], &["업로드", "올리기"]),
    term(&["download"], &["다운로드", "내려받기"]),
    term(&["import"], &["가져오기"]),
    term(&["export"], &["내보내기"]),
    term(&["restore", "recover", "recovery"], &["복원", "복구"]),
    term(&["backup"], &["백업"]),
    term(&["cancel"], &["취소"]),
    term(&["approve", "accept"], &["승인", "수락"]),
    term(&["reject", "deny"], &["거절", "거부", "반려"]),
    term(&["request", "apply"], &["요청", "신청"]),
    term(&["response"], &["응답"]),
    term(
        &["verify", "validate", "check"],
        &["검증", "유효성", "점검"],
    ),
    term(&["encrypt"], &["암호화"]),
    term(&["decrypt"], &["복호화"]),
    term(&["sign", "signature"], &["서명"]),
    term(&["translate", "translation"], &["번역"]),
    term(&["recognize", "recognition"], &["인식"]),
    term(&["synthesis", "tts"], &["합성"]),
    term(&["invite", "invitation"], &["초대"]),
    term(&["deploy"], &["배포"]),
    term(&["build"], &["빌드"]),
    term(&["cleanup", "clear", "purge"], &["정리", "초기화"]),
    term(&["reset"], &["재설정"]),
    term(&["resize", "extend"], &["크기"]),
    term(&["lock", "protect", "protection"], &["보호", "잠금"]),
    term(&["move"], &["이동"]),
    term(&["merge"], &["병합"]),
    term(&["test"], &["테스트"]),
    term(&["issue", "token"], &["발급"]),
    term(&["server", "vm"], &["서버", "가상서버", "가상머신"]),
    term(&["instance"], &["인스턴스"]),
    term(&["image"], &["이미지"]),
    term(&["snapshot"], &["스냅샷"]),
    term(
        &["storage", "volume", "disk"],
        &["스토리지", "디스크", "볼륨"],
    ),
    term(&["block"], &["블록"]),
    term(&["archive"], &["아카이브"]),
    term(&["public"], &["공인", "퍼블릭", "공개"]),
    term(&["private"], &["사설", "프라이빗", "비공개"]),
    term(&["ip"], &["아이피"]),
    term(&["address"], &["주소"]),
    term(&["network"], &["네트워크"]),
    term(&["interface", "nic"], &["인터페이스"]),
    term(&["subnet"], &["서브넷"]),
    term(&["vpc"], &["브이피씨"]),
    term(&["security"], &["보안"]),
    term(&["access"], &["접근", "액세스"]),
    term(&["control"], &["제어", "컨트롤"]),
    term(&["acg"], &["보안그룹", "방화벽"]),
    term(&["group"], &["그룹"]),
    term(&["rule"], &["규칙", "룰"]),
    term(&["route"], &["라우트", "라우팅", "경로"]),
    term(&["table"], &["테이블"]),
    term(&["nat"], &["나트"]),
    term(&["gateway"], &["게이트웨이"]),
    term(&["peering"], &["피어링"]),
    term(&["balancer", "lb"], &["로드밸런서", "부하분산"]),
    term(&["listener"], &["리스너"]),
    term(&["target"], &["타겟", "타깃", "대상"]),
    term(&["certificate", "cert", "ssl"], &["인증서"]),
    term(&["authentication", "auth"], &["인증"]),
    term(&["key"], &["키"]),
    term(&["login"], &["로그인"]),
    term(&["password"], &["비밀번호", "패스워드"]),
    term(&["user"], &["사용자", "유저"]),
    term(&["account"], &["계정", "어카운트"]),
    term(&["organization", "company"], &["조직"]),
    term(&["department"], &["부서"]),
    term(&["employee", "member"], &["직원", "임직원"]),
    term(&["member"], &["멤버", "구성원", "회원"]),
    term(&["policy"], &["정책"]),
    term(&["role"], &["역할"]),
    term(&["permission", "authority"], &["권한"]),
    term(&["region"], &["리전", "지역"]),
    term(&["zone"], &["존"]),
    term(&["product"], &["상품"]),
    term(&["spec"], &["스펙", "사양"]),
    term(&["price", "cost"], &["가격", "단가"]),
    term(
        &["cost", "billing", "bill", "demand"],
        &["비용", "청구", "요금", "과금"],
    ),
    term(&["usage"], &["사용량"]),
    term(&["contract"], &["계약"]),
    term(&["discount"], &["할인"]),
    term(&["currency"], &["통화"]),
    term(&["payment", "pay"], &["결제", "납부"]),
    term(&["database", "db"], &["데이터베이스", "디비"]),
    term(&["cluster"], &["클러스터"]),
    term(&["node"], &["노드"]),
    term(&["pool"], &["풀"]),
    term(&["kubernetes", "nks", "k8s"], &["쿠버네티스"]),
    term(&["container"], &["컨테이너"]),
    term(&["registry"], &["레지스트리"]),
    term(&["hadoop"], &["하둡"]),
    term(&["kafka", "streaming"], &["카프카", "스트리밍"]),
    term(&["topic"], &["토픽"]),
    term(&["broker"], &["브로커"]),
    term(&["message", "sms"], &["메시지", "메세지", "문자"]),
    term(&["mail", "mailer", "email"], &["메일", "이메일"]),
    term(&["push", "notification"], &["푸시"]),
    term(&["notification", "notify", "alarm"], &["알림", "통지"]),
    term(&["alimtalk", "kakao"], &["알림톡", "카카오"]),
    term(&["friendtalk"], &["친구톡"]),
    term(&["template"], &["템플릿"]),
    term(&["channel"], &["채널"]),
    term(&["live", "broadcast"], &["라이브", "방송"]),
    term(&["stream"], &["스트림"]),
    term(&["video", "vod"], &["동영상", "비디오", "영상"]),
    term(&["encoding", "transcode"], &["인코딩"]),
    term(&["category"], &["카테고리", "분류"]),
    term(&["thumbnail"], &["썸네일"]),
    term(&["domain"], &["도메인"]),
    term(&["record"], &["레코드"]),
    term(&["monitoring", "monitor"], &["모니터링", "감시"]),
    term(&["metric"], &["지표", "메트릭"]),
    term(&["alarm", "alert"], &["알람", "경보"]),
    term(&["event"], &["이벤트"]),
    term(&["log"], &["로그"]),
    term(&["schedule"], &["스케줄", "일정", "예약"]),
    term(&["scaling", "autoscaling"], &["오토스케일링", "스케일링"]),
    term(&["launch"], &["론치", "시작설정"]),
    term(&["process"], &["프로세스"]),
    term(&["adjustment", "scaling"], &["조정"]),
    term(&["parameter"], &["파라미터", "매개변수"]),
    term(&["function", "action"], &["함수", "액션"]),
    term(&["trigger"], &["트리거"]),
    term(&["package"], &["패키지"]),
    term(&["project"], &["프로젝트"]),
    term(&["repository"], &["저장소", "리포지토리", "레포지토리"]),
    term(&["commit"], &["커밋"]),
    term(&["branch"], &["브랜치"]),
    term(&["pipeline"], &["파이프라인"]),
    term(&["stage"], &["스테이지"]),
    term(&["api"], &["에이피아이"]),
    term(&["secret"], &["시크릿"]),
    term(&["captcha"], &["캡차", "캡챠"]),
    term(&["speech", "voice"], &["음성"]),
    term(&["voice", "speaker", "tts"], &["목소리", "보이스"]),
    term(&["text"], &["텍스트", "글자"]),
    term(&["ocr"], &["문자인식"]),
    term(&["document", "doc"], &["문서"]),
    term(&["chat", "completion", "message"], &["채팅", "대화"]),
    term(&["chatbot"], &["챗봇"]),
    term(&["completion"], &["완성"]),
    term(&["embedding"], &["임베딩"]),
    term(&["summarization", "summary"], &["요약"]),
    term(&["map", "maps"], &["지도"]),
    term(&["direction", "driving"], &["길찾기"]),
    term(&["geocode"], &["지오코드", "좌표"]),
    term(&["location", "geolocation"], &["위치"]),
    term(&["romanization", "name"], &["로마자"]),
    term(&["trend"], &["트렌드", "추이"]),
    term(&["keyword", "word"], &["검색어", "키워드", "단어"]),
    term(&["short", "url"], &["단축"]),
    term(&["shopping"], &["쇼핑"]),
    term(&["news"], &["뉴스"]),
    term(&["book"], &["책", "도서"]),
    term(&["blog"], &["블로그"]),
    term(&["cafe"], &["카페"]),
    term(&["file"], &["파일"]),
    term(&["folder", "directory"], &["폴더", "디렉터리"]),
    term(&["bucket"], &["버킷"]),
    term(&["host"], &["호스트"]),
    term(&["tag"], &["태그"]),
    term(&["label"], &["라벨", "레이블"]),
    term(&["quota", "limit"], &["한도", "쿼터", "제한"]),
    term(&["status", "state"], &["상태"]),
    term(&["history"], &["이력", "내역", "기록"]),
    term(&["count", "number"], &["개수", "건수"]),
    term(&["name"], &["이름", "명칭"]),
    term(&["description"], &["설명"]),
    term(&["script"], &["스크립트"]),
    term(&["init"], &["초기화스크립트"]),
    term(&["placement"], &["배치"]),
    term(&["nas", "nfs"], &["나스"]),
    term(&["cdn", "edge"], &["씨디엔", "엣지"]),
    term(&["purge", "cache"], &["퍼지", "캐시"]),
    term(&["cache", "redis"], &["레디스"]),
    term(&["resource"], &["리소스", "자원"]),
    term(&["service"], &["서비스"]),
    term(&["type", "code"], &["유형", "타입", "종류"]),
    term(&["option"], &["옵션"]),
    term(&["version"], &["버전"]),
    term(&["engine"], &["엔진"]),
    term(&["index"], &["색인", "인덱스"]),
    term(&["job", "task"], &["작업", "잡", "태스크"]),
    term(&["data"], &["데이터"]),
    term(&["flow"], &["플로우"]),
    term(&["connection"], &["커넥션"]),
    term(&["session"], &["세션"]),
    term(&["device"], &["디바이스", "기기"]),
    term(&["app", "application"], &["앱", "애플리케이션"]),
    term(&["game"], &["게임"]),
    term(&["virus", "malware", "hash"], &["바이러스", "악성코드"]),
    term(&["webshell"], &["웹쉘", "웹셸"]),
    term(&["detection", "detect"], &["탐지"]),
    term(&["blacklist", "block", "ban"], &["차단"]),
    term(&["trace", "audit", "activity"], &["추적", "감사"]),
    term(&["port", "forwarding"], &["포트포워딩"]),
    term(&["port"], &["포트"]),
    term(&["protocol"], &["프로토콜"]),
    term(&["reservation", "reserved"], &["예약번호"]),
    term(&["quarantine"], &["격리"]),
    term(&["standby"], &["스탠바이"]),
    term(&["master", "primary"], &["마스터"]),
    term(&["slave", "replica", "secondary"], &["슬레이브", "복제본"]),
];

/// What Korean puts behind words, and words that say nothing of what is looked for.
const ENDINGS: &[&str] = &[
    "을",
    "를",
    "이",
    "가",
    "은",
    "는",
    "의",
    "에",
    "에서",
    "로",
    "으로",
    "와",
    "과",
    "도",
    "및",
    "하기",
    "하는",
    "하다",
    "해",
    "해줘",
    "한",
    "할",
    "방법",
    "법",
    "하는법",
    "들",
];
/// The same in English.
const STOP_WORDS: &[&str] = &[
    "a", "all", "an", "and", "by", "can", "do", "for", "from", "how", "i", "in", "is", "my", "of",
    "on", "please", "the", "to", "what", "which", "with",
];

/// The table.
#[must_use]
pub fn terms() -> &'static [Term] {
    TERMS
}

/// What Korean puts behind words.
pub(crate) fn endings() -> &'static [&'static str] {
    ENDINGS
}

/// English words that say nothing of what is looked for.
pub(crate) fn stop_words() -> &'static [&'static str] {
    STOP_WORDS
}

/// Words, each with what it is worth in hundredths, any of which will do.
pub(super) type Group = Vec<(String, u32)>;

/// The table by its words.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// Longest first among those that begin alike.
    korean: Vec<(&'static str, &'static Term)>,
    /// By the first word of a line; other words by the first line that has them.
    english: BTreeMap<String, &'static Term>,
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut korean: Vec<(&str, &Term)> = TERMS
            .iter()
            .flat_map(|term| term.korean.iter().map(move |word| (*word, term)))
            .collect();
        korean.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let mut english = BTreeMap::new();
        for term in TERMS {
            if let Some(first) = term.english.first() {
                english.entry(singular(first)).or_insert(term);
            }
        }
        let others = TERMS
            .iter()
            .flat_map(|term| term.english.iter().skip(1).map(move |word| (*word, term)));
        for (word, term) in others {
            english.entry(singular(word)).or_insert(term);
        }
        Self { korean, english }
    }
}

impl Dictionary {
    /// The words of a query, each as what will do for it.
    pub(super) fn groups(&self, query: &str) -> Vec<Group> {
        let pieces = pieces(query);
        let says = |piece: &&String| !STOP_WORDS.contains(&piece.as_str());
        let mut said: Vec<&String> = pieces.iter().filter(says).collect();
        if said.is_empty() {
            said = pieces.iter().collect();
        }
        let mut groups = Vec::new();
        for piece in said {
            if piece.starts_with(is_hangul) {
                self.korean(piece, &mut groups);
            } else {
                groups.push(self.english(piece));
            }
        }
        groups
    }

    fn english(&self, piece: &str) -> Group {
        let word = singular(piece);
        let others = self.english.get(&word);
        let others = others.map_or(&[][..], |term| term.english);
        let others = others
            .iter()
            .map(|other| singular(other))
            .filter(|other| *other != word)
            .map(|other| (other, SYNONYM));
        std::iter::once((word.clone(), 100)).chain(others).collect()
    }

    /// The terms in a run of Korean; what is left between them stands for itself, unless it is an ending.
    fn korean(&self, piece: &str, groups: &mut Vec<Group>) {
        let mut left = String::new();
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let known = self.korean.iter().find(|(word, _)| rest.starts_with(word));
            if let Some((word, term)) = known {
                itself(&mut left, groups);
                groups.push(of_term(term));
                rest = rest.get(word.len()..).unwrap_or_default();
            } else {
                left.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        itself(&mut left, groups);
    }
}

fn itself(left: &mut String, groups: &mut Vec<Group>) {
    let left = std::mem::take(left);
    if !left.is_empty() && !ENDINGS.contains(&left.as_str()) {
        groups.push(vec![(left, 100)]);
    }
}

fn of_term(term: &Term) -> Group {
    let words = term.english.iter().enumerate();
    words
        .map(|(index, word)| {
            let worth = if index == 0 { 100 } else { SYNONYM };
            (singular(word), worth)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Dictionary, TERMS, is_hangul};

    fn first_words(query: &str) -> String {
        let groups = Dictionary::default().groups(query);
        let first: Vec<&str> = groups
            .iter()
            .filter_map(|group| group.first())
            .map(|(word, _)| word.as_str())
            .collect();
        first.join(" ")
    }

    #[test]
    fn korean_is_read_with_and_without_spaces_and_endings() {
        for (query, expected) in [
            ("서버 목록 조회", "server list get"),
            ("서버목록조회", "server list get"),
            ("서버를 삭제하는 방법", "server delete"),
            ("VPC 생성", "vpc create"),
            ("VPC생성하기", "vpc create"),
            ("로드밸런서의 리스너", "balancer listener"),
            ("홍길동 사용자", "홍길동 user"),
            ("how to list the servers", "list server"),
            ("to", "to"),
            ("", ""),
        ] {
            assert_eq!(first_words(query), expected, "{query}");
        }
    }

    #[test]
    fn a_korean_word_stands_once_and_lines_have_both_languages() {
        let mut seen = BTreeSet::new();
        for term in TERMS {
            assert!(
                !term.english.is_empty() && !term.korean.is_empty(),
                "{term:?}"
            );
            for word in term.korean {
                assert!(word.chars().all(is_hangul), "{word}");
                assert!(seen.insert(word), "{word}");
            }
            for word in term.english {
                assert!(
                    word.chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
                    "{word}"
                );
            }
        }
    }
}
