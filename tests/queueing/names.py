"""Sixty names as people have them: rare Han of extensions A to H, dots, letters, one character and very long ones (T36)."""

RARE = "㐀㛃䶮𠀀𠅤𠮷𡈼𢀖𣏌𤆼𥻗𦰡𧒽𨙸𨭆𩽾𪚥𪛖𪜀𫍯𫓹𫖮𫗧𫘝𫚉𫜴𫝀𫟹𫠝𫠠𫢸𬀩𬍛𬎆𬤊𬬭𬱖𬴂𬶋𬸚𬺡𮧵𮯠𰀀𰻝𱁬𱍊𲎯"
NAMES = [
    *(f"{one}明" for one in RARE),
    "王",
    "欧阳𫖯娜",
    "买买提·艾买提",
    "阿依古丽·吐尔逊·买买提明",
    "José María García Márquez",
    "Zoë Ångström-Łukasiewicz",
    "O’Connor, Siobhán",
    "Nguyễn Thị Minh Khai",
    "迪丽热巴·" * 8,
    "Maximilian Alexander Konstantin Freiherr von und zu Hohenstein"[:60],
    "李明",
    "卡",
]
